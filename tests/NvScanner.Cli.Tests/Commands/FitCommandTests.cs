using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NvScanner.Cli.Tests.Commands;

public sealed class FitCommandTests : IDisposable
{
    private const double LowerHz = 2.83e9;
    private const double UpperHz = 2.91e9;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Json_stands_alone_on_standard_output_with_the_fields_of_the_contract()
    {
        var run = await CommandRun.OfAsync("fit", Spectrum("a.csv"), "--model", "lorentzian2", "--format", "json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Error);
        var spectrum = Assert.Single(JsonDocument.Parse(run.Output).RootElement.GetProperty("spectra").EnumerateArray());
        Assert.Equal(0, spectrum.GetProperty("index").GetInt32());
        Assert.Equal("lorentzian2", spectrum.GetProperty("model").GetString());
        Assert.True(spectrum.GetProperty("converged").GetBoolean());
        var centres = spectrum.GetProperty("centers_hz").EnumerateArray().Select(c => c.GetDouble()).ToArray();
        var errors = spectrum.GetProperty("centers_std_hz").EnumerateArray().Select(c => c.GetDouble()).ToArray();
        Assert.InRange(centres[0], LowerHz - 4 * errors[0] - 1e3, LowerHz + 4 * errors[0] + 1e3);
        Assert.InRange(centres[1], UpperHz - 4 * errors[1] - 1e3, UpperHz + 4 * errors[1] + 1e3);
        Assert.Equal((centres[1] - centres[0]) / 2 / 28_024_951_400.0, spectrum.GetProperty("b_parallel_t").GetDouble(), 12);
        Assert.Equal((centres[0] + centres[1]) / 2, spectrum.GetProperty("zero_field_splitting_hz").GetDouble(), 0.01);
        foreach (var field in new[] { "contrasts", "fwhm_hz", "baseline", "chi2_reduced", "dof", "b_parallel_std_t" })
            Assert.NotEqual(JsonValueKind.Null, spectrum.GetProperty(field).ValueKind);
    }

    [Fact]
    public async Task A_table_goes_to_people_and_not_to_standard_output()
    {
        var run = await CommandRun.OfAsync("fit", Spectrum("[4 um] a.csv"));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Contains("[4 um] a.csv", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\x1b", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_files_and_columns_are_fitted_in_their_order()
    {
        var run = await CommandRun.OfAsync("fit", Spectrum("b.csv", columns: 2), Spectrum("a.csv"), "--format", "json");

        var spectra = JsonDocument.Parse(run.Output).RootElement.GetProperty("spectra").EnumerateArray()
            .Select(s => (Path.GetFileName(s.GetProperty("source").GetString()), s.GetProperty("index").GetInt32()));
        Assert.Equal([("b.csv", 0), ("b.csv", 1), ("a.csv", 0)], spectra);
    }

    [Fact]
    public async Task A_flat_spectrum_has_no_dip_and_null_where_nothing_was_fitted()
    {
        var run = await CommandRun.OfAsync("fit", Spectrum("flat.csv", contrast: 0), "--format", "json");

        Assert.Equal(0, run.ExitCode);
        var spectrum = JsonDocument.Parse(run.Output).RootElement.GetProperty("spectra")[0];
        Assert.False(spectrum.GetProperty("converged").GetBoolean());
        Assert.Equal("no dip", spectrum.GetProperty("reason").GetString());
        Assert.Equal(JsonValueKind.Null, spectrum.GetProperty("centers_hz").ValueKind);
        Assert.Equal(JsonValueKind.Null, spectrum.GetProperty("b_parallel_t").ValueKind);
    }

    [Fact]
    public async Task The_result_goes_to_a_file_that_is_never_overwritten_unasked()
    {
        var output = _folder.File("fit.json");
        var first = await CommandRun.OfAsync("fit", Spectrum("a.csv"), "--format", "json", "--out", output);
        Assert.Equal((0, ""), (first.ExitCode, first.Output));
        File.WriteAllText(output, "mine");

        (await CommandRun.OfAsync("fit", Spectrum("a.csv"), "--out", output)).AssertBadInput(output, "--overwrite");
        Assert.Equal("mine", File.ReadAllText(output));

        Assert.Equal(0, (await CommandRun.OfAsync("fit", Spectrum("a.csv"), "--format", "json", "--out", output, "--overwrite")).ExitCode);
        Assert.StartsWith("{\"spectra\":[", File.ReadAllText(output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_input_is_refused_and_nothing_is_written()
    {
        var good = Spectrum("a.csv");
        (await CommandRun.OfAsync("fit", good, _folder.File("missing.csv"), "--out", _folder.File("o"))).AssertBadInput("missing.csv");
        (await CommandRun.OfAsync("fit", good, _folder.File("bad.csv", "frequency_hz,counts\n1,x\n"))).AssertBadInput("bad.csv", "line 2", "counts");
        (await CommandRun.OfAsync("fit", good, "--model", "parabola")).AssertBadInput("parabola", "n14-triplet");
        (await CommandRun.OfAsync("fit", good, "--format", "xml")).AssertBadInput("xml");
        (await CommandRun.OfAsync("fit")).AssertBadInput("fit");
        (await CommandRun.OfAsync("fit", good, "--colour")).AssertBadInput("--colour");
        Assert.Equal(["a.csv", "bad.csv"], _folder.Entries());
    }

    private string Spectrum(string name, double contrast = 0.1, int columns = 1)
    {
        var text = new StringBuilder("# made by: a test\nfrequency_hz" + string.Concat(Enumerable.Range(0, columns).Select(c => c == 0 ? ",counts" : ",pl")) + "\n");
        for (var i = 0; i <= 120; i++)
        {
            var frequency = 2.81e9 + i * 1e6;
            double Line(double centre) => contrast / (1 + Math.Pow((frequency - centre) / 3e6, 2));
            var value = Math.Round(1e5 * (1 - Line(LowerHz) - Line(UpperHz)));
            text.Append(frequency.ToString("R", CultureInfo.InvariantCulture));
            for (var c = 0; c < columns; c++)
                text.Append(',').Append(value.ToString(CultureInfo.InvariantCulture));
            text.Append('\n');
        }
        return _folder.File(name, text.ToString());
    }
}
