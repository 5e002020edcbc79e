namespace NvScanner.Abstractions.Instruments;

/// <summary>Some instruments of a rig did not connect; all failures are listed.</summary>
public sealed class RigConnectionException(string rig, IReadOnlyList<Exception> failures)
    : Exception($"{failures.Count} instrument(s) of '{rig}' did not connect:" + string.Concat(failures.Select(f => Environment.NewLine + "  " + f.Message)))
{
    /// <summary>One failure per instrument.</summary>
    public IReadOnlyList<Exception> Failures { get; } = failures;
}
