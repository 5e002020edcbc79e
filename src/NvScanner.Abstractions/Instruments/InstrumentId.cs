namespace NvScanner.Abstractions.Instruments;

/// <summary>Which instrument of the rig: its role and its driver.</summary>
/// <param name="Role">Role in the profile, for example "microwave".</param>
/// <param name="Driver">Stable driver key, for example "srs.sg384".</param>
public readonly record struct InstrumentId(string Role, string Driver)
{
    /// <inheritdoc />
    public override string ToString() => $"{Role} ({Driver})";
}
