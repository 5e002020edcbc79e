namespace NvScanner.Abstractions.Instruments;

/// <summary>A fault that a profile orders: once at a time of the rig's clock, or at random with a mean interval.</summary>
public sealed record FaultSpec
{
    /// <summary>What happens.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>Time on the rig's clock, which starts when the rig is made; null for a random fault.</summary>
    public TimeSpan? At { get; init; }

    /// <summary>Mean interval of a random fault; null for a single one. Exactly one of the two is given.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>How long it lasts; null is the kind's default.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>How bad it is; null is the kind's default.</summary>
    public double? Severity { get; init; }
}
