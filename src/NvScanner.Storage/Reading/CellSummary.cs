using NvScanner.Abstractions.Runs;

namespace NvScanner.Storage.Reading;

/// <summary>What the cell went through during a run.</summary>
/// <param name="Readings">Rows of its log.</param>
/// <param name="LowestVolts">Lowest voltage.</param>
/// <param name="HighestVolts">Highest voltage.</param>
/// <param name="LowestAmperes">Lowest current; a negative one discharges.</param>
/// <param name="HighestAmperes">Highest current.</param>
/// <param name="ChargeCoulombs">Charge from the run's start to the latest reading.</param>
/// <param name="FirstStateOfCharge">State of charge at the first reading, NaN when it is not determined.</param>
/// <param name="LastStateOfCharge">State of charge at the latest reading, NaN when it is not determined.</param>
/// <param name="LastStep">Step of the latest reading, 0 at open circuit.</param>
/// <param name="Cycles">Cycle of the latest reading.</param>
public sealed record CellSummary(
    int Readings, double LowestVolts, double HighestVolts, double LowestAmperes, double HighestAmperes, double ChargeCoulombs,
    double FirstStateOfCharge, double LastStateOfCharge, int LastStep, int Cycles)
{
    /// <summary>The summary of a log; null when it is empty.</summary>
    public static CellSummary? Of(IReadOnlyList<CellLogRow> log) => log.Count == 0 ? null : new CellSummary(
        log.Count, log.Min(r => r.PotentialVolts), log.Max(r => r.PotentialVolts), log.Min(r => r.CurrentAmperes), log.Max(r => r.CurrentAmperes),
        log[^1].ChargeCoulombs, log[0].StateOfCharge, log[^1].StateOfCharge, log[^1].Step, log[^1].Cycle);
}
