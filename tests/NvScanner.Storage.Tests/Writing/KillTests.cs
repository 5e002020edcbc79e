using System.Diagnostics;
using System.Globalization;
using NvScanner.Abstractions.Runs;
using NvScanner.Storage.Reading;
using NvScanner.Storage.Tests.Programs;

namespace NvScanner.Storage.Tests.Writing;

/// <summary>A process that writes a run is killed; what it had acknowledged must be in the file, and what the file calls measured must be whole.</summary>
public sealed class KillTests : IDisposable
{
    private const int Lines = 1500;
    private const int LineLength = 64;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PythonFact]
    public void Three_kills_lose_no_acknowledged_pixel() => KillRepeatedly(3, "x");

    [PythonFact]
    public void Three_kills_of_a_run_along_y_lose_no_acknowledged_pixel() => KillRepeatedly(3, "y");

    [PythonFact]
    [Trait("tier", "full")]
    public void Twenty_five_kills_lose_no_acknowledged_pixel() => KillRepeatedly(25, "x");

    [PythonFact]
    [Trait("tier", "full")]
    public void Twenty_five_kills_of_a_run_along_y_lose_no_acknowledged_pixel() => KillRepeatedly(25, "y");

    private void KillRepeatedly(int kills, string fastAxis)
    {
        int inMidRun = 0;
        for (int kill = 0; kill < kills; kill++)
        {
            // spread over the run by the golden ratio; where exactly within a write the signal strikes is the scheduler's choice
            // the last strikes while the file is being completed
            int afterLines = kill == kills - 1 ? Lines : 1 + (int)((kill + 1) * 0.6180339887 % 1 * 0.8 * Lines);
            string path = _folder[$"killed-{kill}.h5"];
            long acknowledged = WriteUntilKilled(path, afterLines, kill % 2 == 0 ? "snake" : "raster", fastAxis);

            long measured = long.Parse(ExternalProgram.RunScript("check_pattern.py", path, $"{acknowledged}"), CultureInfo.InvariantCulture);
            ExternalProgram.RunScript("check_conventions.py", path);
            using (RunFile file = RunFile.Open(path))
            {
                Assert.Equal(measured, file.Tally().Acknowledged);
                inMidRun += file.State == RunState.Running ? 1 : 0;
            }

            File.Delete(path);
        }

        Assert.True(inMidRun > kills / 2, $"only {inMidRun} of {kills} kills struck in mid-run");
    }

    /// <summary>Kills the writer after it has acknowledged so many lines; returns the pixels that it said were acknowledged.</summary>
    private static long WriteUntilKilled(string path, int lines, string scanPath, string fastAxis)
    {
        var (rows, columns) = fastAxis == "x" ? (Lines, LineLength) : (LineLength, Lines);
        using Process writer = KillTargetProcess.Start(path, rows, columns, bins: 41, scanPath, fastAxis);
        string last = "0";
        for (int i = 0; i < lines && writer.StandardOutput.ReadLine() is { } line && line != "completed"; i++)
            last = line;
        writer.Kill();
        // what it still said before it died counts too
        while (writer.StandardOutput.ReadLine() is { } line)
            last = line == "completed" ? last : line;
        writer.WaitForExit();
        return long.Parse(last, CultureInfo.InvariantCulture);
    }
}
