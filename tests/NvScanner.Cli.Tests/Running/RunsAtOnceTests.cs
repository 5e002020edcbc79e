using System.Diagnostics;
using NvScanner.Storage.Reading;

namespace NvScanner.Cli.Tests.Running;

/// <summary>Programs that are started at the same moment want the same file name.</summary>
public sealed class RunsAtOnceTests
{
    [Fact]
    public async Task Each_of_three_programs_that_start_at_once_gets_a_run_file_of_its_own()
    {
        using var folder = new TemporaryFolder();
        var ended = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => SimulateAsync(folder.Path)));

        Assert.All(ended, program => Assert.True(program.ExitCode == ExitCodes.Completed, program.Error));
        var files = Directory.GetFiles(folder.Path, "*.h5", SearchOption.AllDirectories);
        Assert.Equal(3, files.Length);
        foreach (var file in files)
        {
            Assert.Matches("^[0-9]{8}T[0-9]{6}_.*_000[123][.]h5$", Path.GetFileName(file));
            Assert.Single(ended, program => program.Error.Contains(Path.GetFileName(file), StringComparison.Ordinal));
            using var run = RunFile.Open(file);
            Assert.Equal(4, run.Tally().Acknowledged);
        }
    }

    private static async Task<(int ExitCode, string Error)> SimulateAsync(string workingDirectory)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "nvscanner.dll"), "simulate", "--preset", "test-strip", "--set", "scan.pixels=[2, 2]"])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NVSCANNER_LOG_DIRECTORY"] = Path.Combine(workingDirectory, "logs") },
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await error);
    }
}
