using System.Buffers.Binary;
using NvScanner.Cli.Pictures;
using NvScanner.Reporting.Figures;
using NvScanner.Simulation.Samples;

namespace NvScanner.Cli.Tests.Pictures;

public sealed class SampleDrawingTests
{
    private const string Battery = "simulation.sample=battery-cross-section";

    [Fact]
    public async Task Draw_writes_a_png_of_the_sample_and_runs_nothing()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "cell.png");
        var run = await CommandRun.OfAsync("simulate", "--preset", "lco-particles", "--set", Battery, "--set", "simulation.settings.voxel=312.5 nm", "--draw", path);

        Assert.Equal(ExitCodes.Completed, run.ExitCode);
        var bytes = File.ReadAllBytes(path);
        Assert.Equal("PNG"u8.ToArray(), bytes[1..4]);
        Assert.InRange(BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), 1000, 4000);
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task An_existing_picture_is_kept_unless_it_may_be_overwritten()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "cell.png");
        File.WriteAllText(path, "mine");
        (await CommandRun.OfAsync("simulate", "--preset", "lco-particles", "--set", Battery, "--draw", path)).AssertBadInput(path, "--overwrite");
        Assert.Equal("mine", File.ReadAllText(path));
    }

    [Fact]
    public async Task A_sample_without_microstructure_and_an_impossible_cell_are_bad_input_with_the_cause()
    {
        (await CommandRun.OfAsync("simulate", "--preset", "test-strip", "--draw", "x.png")).AssertBadInput("test-strip", "battery-cross-section");
        (await CommandRun.OfAsync("simulate", "--preset", "test-strip", "--set", Battery, "--set", "simulation.settings.composite=38 um", "--draw", "x.png"))
            .AssertBadInput("overlap by 2 um", "short");
        (await CommandRun.OfAsync("simulate", "--preset", "test-strip", "--set", Battery, "--set", "simulation.settings.voxel=3 s", "--draw", "x.png"))
            .AssertBadInput("voxel");
        Assert.False(File.Exists("x.png"));
    }

    [Fact]
    public void The_face_is_drawn_with_y_upwards_and_the_cut_with_the_face_on_top()
    {
        // lower left LixCoO2, upper left lithium; the cut has a dendrite in its thin upper layer
        var face = new LabelImage([4, 2, 1, 2], [0, -1, -1, -1], [0, 1, 2], [0, 1, 2]);
        var section = new LabelImage([2, 2, 5, 5], [-1, -1, -1, -1], [0, 1, 2], [-1, -0.25, 0]);
        var up = LabelRaster.Draw(face, 4);
        Assert.Equal(PhaseColours.Of(1), up[1, 1]);
        Assert.Equal(PhaseColours.Of(4, 0), up[1, 6]);
        var cut = LabelRaster.Draw(section, 4);
        Assert.Equal(4, cut.Height);
        Assert.Equal(PhaseColours.Of(5), cut[1, 0]);
        Assert.Equal(PhaseColours.Of(2), cut[1, 1]);
    }

    [Fact]
    public void The_figure_names_every_phase_that_is_shown_and_says_what_the_sample_holds()
    {
        var face = new LabelImage([4, 2], [0, -1], [0, 1e-6, 2e-6], [0, 1e-6]);
        var figure = new SampleFigure(new SamplePicture
        {
            Title = "cell", Facts = ["one particle"], Phases = ["void", "lithium", "LLZO", "boundary", "oxide", "dendrite"], Face = face, Section = face, SectionYMetres = 0.5e-6,
        });
        var svg = figure.ToSvg();
        Assert.All(new[] { "cell", "one particle", "oxide", "LLZO", "x (", "z (" }, words => Assert.Contains(words, svg, StringComparison.Ordinal));
        Assert.DoesNotContain("dendrite", svg, StringComparison.Ordinal);
    }
}
