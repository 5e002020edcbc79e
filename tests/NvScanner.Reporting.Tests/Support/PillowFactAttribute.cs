using System.ComponentModel;
using System.Diagnostics;

namespace NvScanner.Reporting.Tests.Support;

/// <summary>A test that needs Python with Pillow; reported as skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PillowFactAttribute : FactAttribute
{
    public const string Python = "/usr/bin/python3";

    private static readonly Lazy<bool> Present = new(() =>
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Python, ["-c", "import PIL.Image"]) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    });

    public PillowFactAttribute()
    {
        if (!Present.Value)
            Skip = $"{Python} with PIL is not installed (Debian: python3-pil)";
    }
}
