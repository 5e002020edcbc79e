using NvScanner.EndToEnd.Tests.Processes;

namespace NvScanner.EndToEnd.Tests;

/// <summary>Whatever is wrong with what the user gave: exit code 2, a message that names it, and nothing written.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public BadInputTests()
    {
        _folder.File("good.csv", "frequency_hz,counts\n" + string.Concat(Enumerable.Range(1, 20).Select(i => FormattableString.Invariant($"{i}e8,1000\n"))));
        _folder.File("bad.csv", "# tip: 7\nfrequency_hz,counts\n1e9,12\n2e9,twelve\n");
        _folder.File("short.csv", "frequency_hz,counts\n1e9,12\n2e9,13\n");
        _folder.File("text.h5", "this is no HDF5 file");
        _folder.File("mine.h5", "my own notes");
        _folder.File("broken.yaml", "schema: 1\nname: [\n");
        _folder.File("unknown-key.yaml", "schema: 1\nname: a\nscam: { pixels: [4, 4] }\n");
    }

    public void Dispose() => _folder.Dispose();

    // command line, words of the message
    public static TheoryData<string, string[]> Mistakes => new()
    {
        { "fly", ["fly"] },
        { "fit", ["fit"] },
        { "fit good.csv --format xml", ["xml", "json"] },
        { "fit good.csv --model parabola", ["--model", "parabola", "lorentzian"] },
        { "fit missing.csv", ["missing.csv: there is no such file; check its name"] },
        { "fit .", [".: is a folder"] },
        { "fit short.csv", ["short.csv: column 'counts' has 2 points", "needs at least 6. Measure more points"] },
        { "fit good.csv --out /proc/result.json", ["/proc/result.json: cannot be written", "choose another --out"] },
        { "fit bad.csv", ["bad.csv", "line 4", "twelve"] },
        { "fit good.csv bad.csv --out result.json", ["bad.csv", "line 4"] },
        { "fit good.csv --out mine.h5", ["mine.h5", "--overwrite"] },
        { "inspect missing.h5", ["missing.h5"] },
        { "inspect text.h5", ["text.h5", "HDF5"] },
        { "inspect .", [".: this is a folder"] },
        { "simulate --out=", ["--out"] },
        { "report text.h5", ["text.h5", "HDF5"] },
        { "export text.h5 --to gsf", ["text.h5", "HDF5"] },
        { "export text.h5 --to tiff", ["tiff", "gsf"] },
        { "run missing.yaml", ["missing.yaml"] },
        { "run broken.yaml", ["broken.yaml:"] },
        { "run unknown-key.yaml", ["unknown-key.yaml:3", "scam"] },
        { "profile check missing.yaml", ["missing.yaml"] },
        { "profile check unknown-key.yaml", ["unknown-key.yaml:3", "scam"] },
        { "profile drivers simulated.kettle", ["simulated.kettle", "simulated.microwave"] },
        { "simulate --preset moon", ["moon", "test-strip"] },
        { "simulate --out mine.h5", ["mine.h5", "--overwrite"] },
        { "simulate --out mine.h5 --overwrite", ["mine.h5", "run file of NvScanner", "leaves it as it is"] },
        { "simulate --out good.csv/run.h5", ["good.csv"] },
        { "simulate --out /proc/run.h5 --set scan.pixels=[4,4]", ["error: /proc/run.h5: the run file cannot be created", "Choose another folder with --out"] },
        { "simulate --set profile=elsewhere.yaml", ["elsewhere.yaml"] },
        { "simulate --set scan.pixels=[0,4]", ["--set", "scan.pixels"] },
        { "simulate --set scan.pixles=[4,4]", ["--set", "pixles", "pixels"] },
        { "simulate --set protocol.dwell=3", ["protocol.dwell", "unit"] },
        { "simulate --set bias-field.magnitude=3mT", ["2.78593 GHz", "2.95407 GHz", "protocol.frequencies"] },
        { "simulate --set microwave.power=20dBm", ["microwave.power", "dBm"] },
        { "simulate --set scan.size=[5mm,5mm]", ["scan.size"] },
        { "simulate --set protocol.stop.max-time=100ms", ["protocol.stop"] },
        { "simulate --set simulation.sample=moon", ["simulation.sample", "test-strip"] },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_named_and_nothing_is_written(string commandLine, string[] words)
    {
        var before = Snapshot();

        var result = await RunningProgram.RunAsync(_folder.Path, commandLine.Split(' '));

        result.AssertExit(2);
        Assert.Equal("", result.Output);
        Assert.All(words, word => Assert.Contains(word, result.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public async Task Every_mistake_of_a_plan_is_listed_at_once()
    {
        var result = await RunningProgram.RunAsync(_folder.Path, "simulate", "--set", "scan.pixels=[0, 4]", "--set", "protocol.dwell=1 m", "--set", "laser.power=green");

        result.AssertExit(2);
        foreach (var field in new[] { "scan.pixels", "protocol.dwell", "laser.power" })
            Assert.Contains(field, result.Error, StringComparison.Ordinal);
    }

    private string Snapshot() => string.Join('\n', Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Select(f => $"{f} {(File.Exists(f) ? File.ReadAllText(f) : "")}"));
}
