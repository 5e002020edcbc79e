using Xunit;

namespace NvScanner.Testing;

/// <summary>A fact about measured data: reported as skipped, with the reason, where the data are absent.</summary>
public sealed class SharedDataFactAttribute : FactAttribute
{
    /// <summary>Skips the test where <see cref="SharedData"/> finds no folder.</summary>
    public SharedDataFactAttribute() => Skip = SharedData.SkipReason;
}
