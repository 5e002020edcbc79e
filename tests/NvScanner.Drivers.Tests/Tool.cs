using System.Diagnostics;

namespace NvScanner.Drivers.Tests;

/// <summary>Programs that are not ours.</summary>
internal static class Tool
{
    /// <summary>Runs one and returns what it printed; fails with its errors when it did not succeed.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await errors}{await output}");
        return await output;
    }
}
