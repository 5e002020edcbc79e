using Xunit;

namespace NvScanner.Testing;

/// <summary>A theory about measured data: reported as skipped, with the reason, where the data are absent.</summary>
public sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips the test where <see cref="SharedData"/> finds no folder.</summary>
    public SharedDataTheoryAttribute() => Skip = SharedData.SkipReason;
}
