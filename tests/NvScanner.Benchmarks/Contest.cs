using System.Diagnostics;
using System.Globalization;

namespace NvScanner.Benchmarks;

/// <summary>Small helpers: medians, time, and rows of a table.</summary>
internal static class Contest
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }

    public static async Task<double> SecondsAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }

    public static double Seconds(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Prints one figure with the goal it is held against.</summary>
    public static void Row(string what, double value, string unit, string goal) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-66} {value,12:G4} {unit,-12} {goal}"));

    /// <summary>Runs a Python baseline of the Baselines folder and returns the number that it prints; NaN when Python or a package is missing.</summary>
    public static double Python(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Baselines", script));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode == 0)
                return double.Parse(output, CultureInfo.InvariantCulture);
            Console.WriteLine($"  baseline {script} failed: {error.Result.Trim().Split('\n')[^1]}");
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            Console.WriteLine($"  baseline {script}: {missing.Message}");
        }

        return double.NaN;
    }
}
