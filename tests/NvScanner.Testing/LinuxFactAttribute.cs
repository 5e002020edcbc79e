using Xunit;

namespace NvScanner.Testing;

/// <summary>A fact about what Linux does with limits and signals; reported as skipped elsewhere.</summary>
public sealed class LinuxFactAttribute : FactAttribute
{
    /// <summary>Skips the test on other systems.</summary>
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "needs the limits and signals of Linux";
}
