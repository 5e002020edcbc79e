using System.Text;
using NvScanner.EndToEnd.Tests.Processes;
using NvScanner.Hdf5;

namespace NvScanner.EndToEnd.Tests;

/// <summary>Files that no run can go on from: exit code 2, one message with its remedy, and the file, byte for byte, and its folder as they were.</summary>
public sealed class ResumeBadInputTests(SimulatedRun run) : IClassFixture<SimulatedRun>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("foreign", "this is not an HDF5 file")]
    [InlineData("empty", "not an HDF5 file")]
    [InlineData("truncated", "cannot be opened")]
    [InlineData("other-hdf5", "no run file of NvScanner")]
    [InlineData("newer-minor", "the layout has version 1.7", "newer NvScanner")]
    [InlineData("newer-major", "the layout has version 2.0", "newer NvScanner")]
    [InlineData("no-plan", "it holds no plan", "begin a new run")]
    [InlineData("bad-plan", "(its plan)", "scan.pixels")]
    [InlineData("no-counts", "/entry/raw/counts is missing")]
    [InlineData("other-build", "is not what the file holds", "begin a new run")]
    public async Task Is_refused(string damage, params string[] words)
    {
        var path = _folder.File("run.h5");
        File.Copy(run.RunFile, path);
        Damage(path, damage);
        var before = File.ReadAllBytes(path);

        var result = await RunningProgram.RunAsync(_folder.Path, "resume", "run.h5");

        result.AssertExit(2);
        Assert.Equal("", result.Output);
        Assert.Single(result.Error.Split('\n'), line => line.StartsWith("error: ", StringComparison.Ordinal));
        Assert.All(words, word => Assert.Contains(word, result.Error, StringComparison.Ordinal));
        Assert.Contains("run.h5", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal(["run.h5"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    private static void Damage(string path, string damage)
    {
        switch (damage)
        {
            case "foreign":
                File.WriteAllText(path, "my own notes");
                return;
            case "empty":
                File.WriteAllBytes(path, []);
                return;
            case "truncated":
                using (var stream = File.OpenWrite(path))
                    stream.SetLength(stream.Length / 2);
                return;
            case "other-hdf5":
                File.Delete(path);
                Hdf5File.Create(path).Dispose();
                return;
            case "newer-minor" or "newer-major":
                Replace(path, "1.0", damage == "newer-minor" ? "1.7" : "2.0", after: "schema_version");
                return;
        }

        using var file = Hdf5File.OpenReadWrite(path);
        file.WriteTexts("/entry/run_state", "stopped");
        switch (damage)
        {
            case "no-plan":
                file.WriteTexts("/entry/process/config", "{}");
                break;
            case "bad-plan":
                file.WriteTexts("/entry/process/config", file.ReadText("/entry/process/config").Replace("[8, 8]", "[8, x]", StringComparison.Ordinal));
                break;
            case "no-counts":
                file.Delete("/entry/raw/counts");
                break;
            case "other-build":
                var fields = file.Read<double>("/entry/map/B_parallel");
                fields[9] = Math.BitIncrement(fields[9]);
                file.Write<double>("/entry/map/B_parallel", fields);
                break;
        }
    }

    // attributes can be read and made, not changed: their bytes are, in the heap in which HDF5 keeps texts
    private static void Replace(string path, string text, string by, string after)
    {
        var bytes = File.ReadAllBytes(path);
        var from = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes("GCOL"));
        var replaced = 0;
        for (var i = from; i >= 0 && i < bytes.Length - text.Length; i++)
        {
            if (!bytes.AsSpan(i, text.Length + 1).SequenceEqual(Encoding.ASCII.GetBytes(text + "\0")) || bytes[i - 1] != 0)
                continue;
            Encoding.ASCII.GetBytes(by).CopyTo(bytes, i);
            replaced++;
        }

        Assert.True(replaced > 0, $"{after} was not found");
        File.WriteAllBytes(path, bytes);
    }
}
