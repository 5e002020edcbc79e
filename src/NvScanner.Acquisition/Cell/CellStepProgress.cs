using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;

namespace NvScanner.Acquisition.Cell;

/// <summary>Whether a step that is driven has come to its end.</summary>
/// <param name="Step">The step.</param>
/// <param name="ChargeAtBegin">Charge in C since the run's start when it began.</param>
internal readonly record struct CellStepProgress(CellStep Step, double ChargeAtBegin)
{
    /// <summary>Whether a reading, made so long after the step's begin, ends it.</summary>
    public bool IsOver(CellLogRow reading, TimeSpan sinceBegin)
    {
        var until = Step.Until;
        return sinceBegin >= until.Time
            || (until.Voltage is { } voltage && HasReached(reading.PotentialVolts, voltage.Volts))
            || Math.Abs(reading.CurrentAmperes) <= until.Current?.Amperes
            || Math.Abs(reading.ChargeCoulombs - ChargeAtBegin) >= until.Charge?.Coulombs;
    }

    private bool HasReached(double volts, double end) =>
        Step.Drive is CellDrive.ConstantCurrent { Current.Amperes: < 0 } ? volts <= end : volts >= end;
}
