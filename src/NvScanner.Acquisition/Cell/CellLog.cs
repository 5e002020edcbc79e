using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;

namespace NvScanner.Acquisition.Cell;

/// <summary>Makes rows of readings: the charge by the trapezoidal rule over the measured current, and from it the state of charge.</summary>
internal sealed class CellLog(CellPlan plan)
{
    private CellLogRow? _latest;

    /// <summary>Charge since the run's start in C.</summary>
    public double ChargeCoulombs => _latest?.ChargeCoulombs ?? 0;

    /// <summary>The row of a reading; its time is in s since the run's start and does not fall.</summary>
    public CellLogRow Add(in CellSample sample, double temperatureKelvin, int step, int cycle)
    {
        var charge = _latest is { } before
            ? before.ChargeCoulombs + 0.5 * (sample.CurrentAmperes + before.CurrentAmperes) * (sample.TimeSeconds - before.TimeSeconds)
            : 0;
        return _latest = new CellLogRow(
            sample.TimeSeconds, sample.PotentialVolts, sample.CurrentAmperes, charge, plan.StateOfCharge(charge), temperatureKelvin, step, cycle);
    }
}
