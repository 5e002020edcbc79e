using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Scanning;

/// <summary>What ends a step of a cell programme: whichever of the conditions comes first; at least one is set.</summary>
public sealed record CellStepEnd
{
    /// <summary>Time since the step's begin, or null.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Cell voltage of a constant-current step, reached from below while charging and from above while discharging, or null.</summary>
    public Voltage? Voltage { get; init; }

    /// <summary>Magnitude of the current of a constant-voltage step at or below which it ends, or null.</summary>
    public Current? Current { get; init; }

    /// <summary>Magnitude of the charge that has flowed since the step's begin, or null.</summary>
    public Charge? Charge { get; init; }

    /// <inheritdoc />
    public override string ToString() => string.Join(" or ", new[]
    {
        Time is { } time ? Words(time) : null,
        Voltage?.ToString(),
        Current?.ToString(),
        Charge?.ToString(),
    }.OfType<string>());

    private static string Words(TimeSpan time) => FormattableString.Invariant(time switch
    {
        { TotalHours: >= 1 } => $"{time.TotalHours:G6} h",
        { TotalMinutes: >= 1 } => $"{time.TotalMinutes:G6} min",
        _ => $"{time.TotalSeconds:G6} s",
    });
}
