namespace NvScanner.Abstractions.Safety;

/// <summary>How a rig is made safe.</summary>
public sealed record SafetyPlan
{
    /// <summary>Priority on a shared bus; everything is made safe at once otherwise.</summary>
    public IReadOnlyList<string> Order { get; init; } = ["microwave", "laser", "cell", "tip"];

    /// <summary>Deadline of one instrument's make-safe.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(2);
}
