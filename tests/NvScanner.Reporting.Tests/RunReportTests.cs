using System.Globalization;
using System.Text.RegularExpressions;
using NvScanner.Reporting.Runs;
using NvScanner.Reporting.Tests.Support;
using NvScanner.Storage;
using NvScanner.Storage.Reading;

namespace NvScanner.Reporting.Tests;

public sealed partial class RunReportTests(WrittenRun runs) : IClassFixture<WrittenRun>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_page_stands_alone()
    {
        var html = runs.WholePage;
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<link", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
        Assert.DoesNotContain("://", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" src=", html, StringComparison.Ordinal);
        Assert.All(Links().Matches(html).Select(m => m.Groups[1].Value), link => Assert.StartsWith("data:image/png;base64,", link));
    }

    [Fact]
    public void Text_of_the_user_is_escaped_everywhere()
    {
        var html = runs.WholePage;
        Assert.Contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("Preflight passed &lt;b&gt;&amp;&quot;&lt;/b&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_systematic_error_is_named_with_its_origin_and_only_where_there_is_one()
    {
        await new TestRun { Repeat = 1, SystematicTesla = 1.2e-6 }.WriteAsync(_folder["single.h5"]);
        var single = File.ReadAllText(RunReport.Write(_folder["single.h5"], _folder["page"]));

        Assert.Contains("from the calibrated D", single, StringComparison.Ordinal);
        Assert.Contains("bias and orientation are not included", single, StringComparison.Ordinal);
        Assert.DoesNotContain("Systematic error", runs.WholePage, StringComparison.Ordinal); // a pair of lines
    }

    [Fact]
    public void The_letter_is_upright_in_the_page()
    {
        var picture = DecodedPng.Read(Convert.FromBase64String(Links().Match(runs.WholePage).Groups[1].Value["data:image/png;base64,".Length..]));
        for (var row = 0; row < 9; row++)
        {
            // the dipole in the lower right corner is as blue as the ground
            for (var column = 0; column < 7; column++)
            {
                var (red, _, blue) = picture.Colour((int)((column + 0.3) * picture.Width / 7), (int)((row + 0.3) * picture.Height / 9));
                Assert.Equal(Some.LetterRows[row][column] == 'X', red > blue + 60);
            }
        }
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes_in_any_culture()
    {
        var expected = runs.WholePage;
        var before = CultureInfo.CurrentCulture;
        try
        {
            var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (german.NumberFormat.NumberDecimalSeparator, german.NumberFormat.NumberGroupSeparator, german.NumberFormat.NegativeSign) = (",", ".", "~");
            CultureInfo.CurrentCulture = german;
            Assert.Equal(expected, Page(runs.Whole));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Every_picture_speaks_to_those_who_do_not_see_it()
    {
        var html = runs.WholePage;
        var pictures = Count(html, "<svg ");
        Assert.True(pictures > 10);
        Assert.Equal(pictures, Count(html, "<svg role=\"img\""));
        Assert.Equal(pictures, Pictures().Count(html));
        Assert.Equal(pictures, Count(html, "<figcaption>"));
        Assert.Equal(1, Count(html, "<h1>"));
        Assert.Contains("<html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.Equal(Count(html, "<table"), Count(html, "<caption>"));
    }

    [Theory]
    [InlineData("Stray field along the NV axis")]
    [InlineData("Error (1 σ): stray field along the NV axis")]
    [InlineData("Contrast")]
    [InlineData("Linewidth (FWHM)")]
    [InlineData("Photon rate off resonance")]
    [InlineData("Zero-field splitting")]
    [InlineData("Topography")]
    [InlineData("What is wrong with each pixel")]
    [InlineData("True field along the NV axis")]
    [InlineData("Fitted minus true field")]
    [InlineData("Median quality")]
    [InlineData("Largest field")]
    [InlineData("Worst chi-square")]
    [InlineData("Reduced chi-square")]
    [InlineData("Pulls against the truth")]
    public void The_page_shows(string name) =>
        Assert.Contains($"<h3>{System.Net.WebUtility.HtmlEncode(name)}</h3>", runs.WholePage, StringComparison.Ordinal);

    [Theory]
    [InlineData("Duty cycle", "92.3 %")]
    [InlineData("Overhead per pixel", "250 ms")]
    [InlineData("Pixels measured", "252")]
    public void Key_figures_come_from_the_file(string name, string value) =>
        Assert.Contains($"<dt>{name}</dt>\n<dd>{value}</dd>", runs.WholePage, StringComparison.Ordinal);

    [Fact]
    public void Identity_seed_and_versions_are_named()
    {
        var html = runs.WholePage;
        foreach (var fact in new[] { "6ff0b9c4-5f0a-4e0e-9c3e-2b64bb0a6f3a", "42", "0123abc", "whole.h5" })
            Assert.Contains($"<td>{fact}</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_killed_run_of_a_real_rig_is_reported_up_to_its_last_pixel()
    {
        var html = Page(runs.Killed);
        Assert.Contains("state-interrupted", html, StringComparison.Ordinal);
        Assert.Contains("<dd>100</dd>\n<dd class=\"note\">of 756 planned</dd>", html, StringComparison.Ordinal);
        Assert.Contains("without a value (hatched)", html, StringComparison.Ordinal);
        Assert.Contains("none: a real rig", html, StringComparison.Ordinal);
        Assert.DoesNotContain("pull", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("30°".Replace("°", "&#176;", StringComparison.Ordinal), html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_ended_before_its_first_pixel_has_a_page_that_says_so()
    {
        await new TestRun { Repeat = 1, Measured = 0, Completes = false }.WriteAsync(_folder["empty.h5"]);
        var html = Page(_folder["empty.h5"]);
        Assert.Contains("<dd>0</dd>\n<dd class=\"note\">of 63 planned</dd>", html, StringComparison.Ordinal);
        Assert.Contains("No pixel has been fitted.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_noisy_reference_does_not_spoil_the_large_map()
    {
        await new TestRun { Repeat = 1, ReferenceErrorTesla = 20e-6 }.WriteAsync(_folder["noisy.h5"]);
        var html = Page(_folder["noisy.h5"]);
        Assert.Contains("<figure class=\"main\"><h3>Field along the NV axis</h3>", html, StringComparison.Ordinal);
        Assert.Contains("<h3>Stray field along the NV axis</h3>", html, StringComparison.Ordinal);
        Assert.Contains("The noise of the reference visits", html, StringComparison.Ordinal);
        Assert.Contains("<figure class=\"main\"><h3>Stray field along the NV axis</h3>", runs.WholePage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_without_a_valid_pixel_does_not_look_like_a_success()
    {
        await new TestRun { Repeat = 1, Dark = true, HasEvents = false }.WriteAsync(_folder["dark.h5"]);
        var html = Page(_folder["dark.h5"]);
        Assert.Contains("<span class=\"state state-doubtful\">completed</span>", html, StringComparison.Ordinal);
        Assert.Contains("<dt>Pixels valid</dt>\n<dd>0</dd>\n<dd class=\"note\">63 flagged (no dip); 0 have a field</dd>", html, StringComparison.Ordinal);
        Assert.Contains("<li>0 valid, 63 flagged (no dip): ", html, StringComparison.Ordinal);
        Assert.Contains("<caption>1 event</caption>", html, StringComparison.Ordinal);
        Assert.Contains("no pixel has a value", html, StringComparison.Ordinal);
        Assert.Contains("<span class=\"state state-completed\">completed</span>", runs.WholePage, StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_of_the_run_stand_above_the_maps()
    {
        var html = runs.WholePage;
        var warning = html.IndexOf("<li>warning at 781.2 s, photon-rate-low: 12 kcps for 1 s; the run waited</li>", StringComparison.Ordinal);
        Assert.InRange(warning, 1, html.IndexOf("<h2>Maps</h2>", StringComparison.Ordinal));
        Assert.Contains("<caption>3 events</caption>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<li>information", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_turned_frame_is_said_in_every_caption_of_a_map()
    {
        var maps = Page(runs.Killed).Split("<h2>Maps</h2>")[1].Split("<h2>Spectra</h2>")[0];
        var captions = maps.Split("<figcaption>").Skip(1).Select(part => part.Split("</figcaption>")[0]).ToArray();
        Assert.True(captions.Length > 5);
        Assert.All(captions, caption => Assert.Contains("frame turned by 30&#176;", caption, StringComparison.Ordinal));
    }

    [Fact]
    public void Pulls_are_those_of_the_file()
    {
        using var run = RunFile.Open(runs.Whole);
        var (fit, sigma, truth) = (run.ReadMap("B_parallel"), run.ReadMap("B_parallel_errors"), run.ReadTruth("B_parallel"));
        var pulls = Enumerable.Range(0, fit.Length).Select(i => Math.Abs(fit[i] - truth[i]) / sigma[i]).Where(double.IsFinite).Order().ToArray();
        var median = (pulls[(pulls.Length - 1) / 2] + pulls[pulls.Length / 2]) / 2;
        Assert.Equal(median, RunHealth.Of(run).MedianPull, 1e-12);
        Assert.InRange(median, 0.5, 0.9);
    }

    [Fact]
    public void The_duty_cycle_is_that_of_the_scan_without_the_reference_visit_before_it()
    {
        using var run = RunFile.Open(runs.Whole);
        Assert.Equal(252 * 3.0 + TestRun.ReferenceSeconds, run.PhotonSeconds);
        Assert.Equal(252 * 3.25, run.ScanSeconds, 1e-9);
        Assert.Equal(3 / 3.25, run.DutyCycle, 1e-12);
        Assert.Equal(run.DutyCycle, RunHealth.Of(run).DutyCycle);
        Assert.Equal(0.25, RunHealth.Of(run).OverheadSecondsPerPixel, 1e-9);
    }

    [Fact]
    public void The_duty_cycle_of_a_killed_run_is_that_of_its_pixels()
    {
        using var run = RunFile.Open(runs.Killed);
        Assert.True(double.IsNaN(run.DutyCycle));
        Assert.Equal(300 / (99 * 3.2 + 3), RunHealth.Of(run).DutyCycle, 1e-9);
    }

    [Fact]
    public void An_existing_page_is_left_alone_unless_it_may_be_replaced()
    {
        var path = RunReport.Write(runs.Whole, _folder["again"]);
        File.WriteAllText(path, "mine");
        var error = Assert.Throws<IOException>(() => RunReport.Write(runs.Whole, _folder["again"]));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(path));
        RunReport.Write(runs.Whole, _folder["again"], overwrite: true);
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder["again"]));
    }

    [Fact]
    public void A_file_that_is_no_run_is_refused_and_nothing_is_written()
    {
        File.WriteAllText(_folder["notes.h5"], "not HDF5");
        Assert.Throws<RunFileException>(() => RunReport.Write(_folder["notes.h5"], _folder["out"]));
        Assert.False(Directory.Exists(_folder["out"]));
    }

    private string Page(string run) => File.ReadAllText(RunReport.Write(run, _folder["out"], overwrite: true));

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Links();

    [GeneratedRegex("aria-label=\"[^\"]{20,}\"")]
    private static partial Regex Pictures();
}
