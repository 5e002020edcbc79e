using System.Diagnostics;
using System.Text.Json;

namespace NvScanner.EndToEnd.Tests.Processes;

/// <summary>Readers of our files that are not ours: the system's Python with h5py and silx.</summary>
internal static class PlainReader
{
    public const string Python = "/usr/bin/python3";

    /// <summary>Why there is no such reader, or null when there is one.</summary>
    public static string? Missing(params string[] modules)
    {
        if (!File.Exists(Python))
            return $"{Python} is not installed";
        var (code, _, error) = Run("-c", "import " + string.Join(", ", modules));
        return code == 0 ? null : $"Python has no {string.Join(", ", modules)}: {error.Trim().Split('\n')[^1]}";
    }

    /// <summary>Runs a script of the folder Scripts that prints JSON.</summary>
    public static JsonElement RunScript(string script, params string[] arguments)
    {
        var (code, output, error) = Run([Path.Combine(AppContext.BaseDirectory, "Scripts", script), .. arguments]);
        Assert.True(code == 0, $"{script}: {error}");
        return JsonDocument.Parse(output).RootElement;
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
