using System.Diagnostics;

namespace NvScanner.Storage.Tests.Programs;

/// <summary>Runs programs that know nothing of ours: Python with h5py and silx, h5dump.</summary>
internal static class ExternalProgram
{
    public const string Python = "/usr/bin/python3";

    public static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    public static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>Runs one of the scripts beside the tests and asserts that it has no complaint.</summary>
    public static string RunScript(string script, params string[] arguments)
    {
        var (exitCode, output) = Run(Python, [Path.Combine(AppContext.BaseDirectory, "Python", script), .. arguments]);
        Assert.True(exitCode == 0, $"{script} {string.Join(' ', arguments)}: {output}");
        return output.Trim();
    }

    public static bool Works(string program, params string[] arguments)
    {
        try
        {
            return Run(program, arguments).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
