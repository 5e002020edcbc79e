using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;

namespace NvScanner.Acquisition.Cell;

/// <summary>
/// Makes rows of readings: the charge by the trapezoidal rule over the measured current, and from it the state of charge. A sine on the current with less than
/// <see cref="LeastReadingsPerPeriod"/> readings per period beats with them: while readings lie within its swing about the set-point, the set-point counts instead.
/// </summary>
internal sealed class CellLog(CellPlan plan)
{
    /// <summary>With fewer readings the mean of the readings is not that of the sine.</summary>
    public const double LeastReadingsPerPeriod = 8;

    // of the amplitude: noise and gain of a meter; further off the potentiostat does not deliver what it was asked for
    private const double Swing = 1.05;

    private CellLogRow? _latest;

    /// <summary>Charge since the run's start in C.</summary>
    public double ChargeCoulombs => _latest?.ChargeCoulombs ?? 0;

    /// <summary>Current in A about which the latest reading swings; the reading itself where no sine is too fast for the readings.</summary>
    public double MeanAmperes { get; private set; }

    /// <summary>The row of a reading in a step, null outside the programme; its time is in s since the run's start and does not fall.</summary>
    public CellLogRow Add(in CellSample sample, double temperatureKelvin, CellStep? step, int cycle)
    {
        var mean = MeanOf(sample, step);
        var charge = _latest is { } before
            ? before.ChargeCoulombs + 0.5 * (mean + MeanAmperes) * (sample.TimeSeconds - before.TimeSeconds)
            : 0;
        MeanAmperes = mean;
        return _latest = new CellLogRow(
            sample.TimeSeconds, sample.PotentialVolts, sample.CurrentAmperes, charge, plan.StateOfCharge(charge), temperatureKelvin, step?.Number ?? 0, cycle);
    }

    private double MeanOf(in CellSample sample, CellStep? step)
    {
        if (step is not { Modulation: { } sine, Drive: CellDrive.ConstantCurrent { Current.Amperes: var set } }) return sample.CurrentAmperes;
        var isResolved = sine.Frequency.Hertz * plan.Sampling.TotalSeconds * LeastReadingsPerPeriod <= 1;
        var isDelivered = Math.Abs(sample.CurrentAmperes - set) <= Swing * sine.Amplitude.Amperes;
        return isDelivered && !isResolved ? set : sample.CurrentAmperes;
    }
}
