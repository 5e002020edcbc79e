using NvScanner.Abstractions.Instruments;

namespace NvScanner.Simulation.Cell.Electrochemistry;

/// <summary>What is asked of the clamps: a drive within limits of voltage and current, with a conductance parallel to the electrodes (0 without a short).</summary>
internal readonly struct Demand
{
    /// <summary>A drive within a compliance, narrowed by what a modulation on top needs (its amplitude in V and in A).</summary>
    public Demand(CellDrive drive, CellLimits limits, double modulationVolts, double modulationAmperes, double shortSiemens)
    {
        (Drive, ShortSiemens) = (drive, shortSiemens);
        (LowVolts, HighVolts) = Narrow(limits.Voltage.Minimum.Volts, limits.Voltage.Maximum.Volts, modulationVolts);
        (LowAmperes, HighAmperes) = Narrow(limits.Current.Minimum.Amperes, limits.Current.Maximum.Amperes, modulationAmperes);
    }

    public CellDrive Drive { get; }

    public double LowVolts { get; }

    public double HighVolts { get; }

    public double LowAmperes { get; }

    public double HighAmperes { get; }

    public double ShortSiemens { get; }

    /// <summary>
    /// The voltage in V that the instrument would put to a cell through whose electrodes a current flows: it falls with the current, without bounds where a
    /// current is forced. At a jump the value on the side of another current.
    /// </summary>
    public double VoltsAt(double electrodeAmperes, double side)
    {
        if (Drive is CellDrive.Rest) return Forced(0, electrodeAmperes, side);
        var wanted = Drive switch
        {
            CellDrive.ConstantCurrent { Current: var set } => Forced(set.Amperes, electrodeAmperes, side),
            CellDrive.ConstantVoltage { Voltage: var set } => set.Volts,
            _ => throw new InvalidOperationException($"unknown drive {Drive}"),
        };
        wanted = Math.Max(LowVolts, Math.Min(HighVolts, wanted));
        return Math.Max(Forced(LowAmperes, electrodeAmperes, side), Math.Min(Forced(HighAmperes, electrodeAmperes, side), wanted));
    }

    // the voltage at which the rest of a current at the clamps goes through the short
    private double Forced(double clampAmperes, double electrodeAmperes, double side)
    {
        if (ShortSiemens > 0) return (clampAmperes - electrodeAmperes) / ShortSiemens;
        var missing = clampAmperes == electrodeAmperes ? clampAmperes - side : clampAmperes - electrodeAmperes;
        return missing > 0 ? double.PositiveInfinity : double.NegativeInfinity;
    }

    private static (double Low, double High) Narrow(double low, double high, double margin) =>
        low + margin <= high - margin ? (low + margin, high - margin) : (0.5 * (low + high), 0.5 * (low + high));
}
