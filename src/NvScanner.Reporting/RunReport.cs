using System.Text;
using NvScanner.Reporting.Exports;
using NvScanner.Reporting.Pages;
using NvScanner.Reporting.Runs;
using NvScanner.Storage;
using NvScanner.Storage.Reading;

namespace NvScanner.Reporting;

/// <summary>The report of a run: one self-contained HTML page.</summary>
public static class RunReport
{
    /// <summary>
    /// Writes [run].html into a folder and returns its path; the run may be unfinished. <see cref="RunFileException"/> when the file is no run file,
    /// <see cref="IOException"/> when the page exists and <paramref name="overwrite"/> is false.
    /// </summary>
    public static string Write(string runFilePath, string outputDirectory, bool overwrite = false)
    {
        using var run = RunFile.Open(runFilePath);
        var page = ReportPage.Render(RunContent.Read(run));
        var path = Path.Combine(outputDirectory, Path.GetFileNameWithoutExtension(runFilePath) + ".html");
        return DerivedFile.Write(path, overwrite, stream => stream.Write(Encoding.UTF8.GetBytes(page)));
    }
}
