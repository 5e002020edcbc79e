using System.Diagnostics;
using System.Globalization;

namespace NvScanner.Storage.Tests.Programs;

/// <summary>The program that writes a run line by line and says how many pixels are acknowledged.</summary>
internal static class KillTargetProcess
{
    private static string Assembly => Path.Combine(AppContext.BaseDirectory, "NvScanner.Storage.KillTarget.dll");

    public static Process Start(string path, int rows, int columns, int bins, string scanPath, string fastAxis = "x", int eventsPerLine = 1) =>
        ExternalProgram.Start("dotnet", [Assembly, .. Arguments(path, rows, columns, bins, scanPath, fastAxis), Text(eventsPerLine)]);

    /// <summary>Runs it to its end with no file allowed to grow beyond a number of KiB: the unprivileged stand-in for a full disk.</summary>
    public static (int ExitCode, string Output) RunWithFileLimit(int kibibytes, string path, int rows, int columns, int bins)
    {
        string command = $"trap '' XFSZ; ulimit -f {kibibytes}; export DOTNET_EnableWriteXorExecute=0; exec dotnet \"$@\"";
        return ExternalProgram.Run("bash", ["-c", command, "dotnet", Assembly, .. Arguments(path, rows, columns, bins, "snake", "x")]);
    }

    private static string[] Arguments(string path, int rows, int columns, int bins, string scanPath, string fastAxis) =>
        [path, Text(rows), Text(columns), Text(bins), scanPath, fastAxis, "false"];

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
