namespace NvScanner.Storage.Tests.Programs;

/// <summary>A test of what Linux does with limits and signals; reported as skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "needs the limits of Linux";
    }
}
