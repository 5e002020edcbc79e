using NvScanner.Abstractions.Quantities;

namespace NvScanner.Configuration.Plans;

/// <summary>A cell current as written: in amperes or as a C-rate, which becomes a current with the cell's capacity only.</summary>
/// <param name="Rate">C-rate in 1/h, or null.</param>
/// <param name="Amperes">Current, or null.</param>
internal sealed record WrittenCurrent(double? Rate, Current? Amperes)
{
    /// <summary>Whether nothing flows.</summary>
    public bool IsZero => (Rate ?? Amperes!.Value.Amperes) == 0;

    /// <summary>Whether it charges.</summary>
    public bool IsPositive => (Rate ?? Amperes!.Value.Amperes) > 0;

    /// <summary>The current; null for a rate without a capacity.</summary>
    public Current? In(Charge? capacity) =>
        Amperes ?? (capacity is { } known ? new Current(Rate!.Value * known.Coulombs / 3600) : null);
}
