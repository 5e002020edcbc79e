using NvScanner.Abstractions.Instruments;
using NvScanner.Physics.Battery;

namespace NvScanner.Simulation.Cell.Electrochemistry;

/// <summary>
/// The cell as its clamps see it at one instant, V = E + R I + eta_Li(I) with I the current through the electrodes, and with 1/R_short in parallel after
/// a short. Everything rises with I, so that every drive and every limit has one I.
/// </summary>
internal readonly struct Terminals(double openVolts, double ohms, double lithiumExchangeAmperes, double thermalVolts, double shortSiemens)
{
    /// <summary>Potential in V at a current through the electrodes.</summary>
    public double VoltsAt(double electrodeAmperes) =>
        openVolts + ohms * electrodeAmperes + ButlerVolmer.Overpotential(electrodeAmperes, lithiumExchangeAmperes, thermalVolts);

    /// <summary>Current at the clamps in A at a current through the electrodes.</summary>
    public double ClampAmperes(double electrodeAmperes) => electrodeAmperes + (shortSiemens == 0 ? 0 : shortSiemens * VoltsAt(electrodeAmperes));

    /// <summary>
    /// Current through the electrodes under a drive: the set-point, followed only as far as the limits of voltage, then those of current allow, each
    /// narrowed by what a modulation on top needs (its amplitude in V and in A).
    /// </summary>
    public double Solve(CellDrive drive, CellLimits limits, double modulationVolts, double modulationAmperes)
    {
        if (drive is CellDrive.Rest) return ElectrodeAmperes(0);
        var (lowVolts, highVolts) = Narrow(limits.Voltage.Minimum.Volts, limits.Voltage.Maximum.Volts, modulationVolts);
        var (lowAmperes, highAmperes) = Narrow(limits.Current.Minimum.Amperes, limits.Current.Maximum.Amperes, modulationAmperes);
        var current = drive switch
        {
            CellDrive.ConstantCurrent { Current: var wanted } => ElectrodeAmperes(wanted.Amperes),
            CellDrive.ConstantVoltage { Voltage: var wanted } => ElectrodeAmperesAtVolts(wanted.Volts),
            _ => throw new InvalidOperationException($"unknown drive {drive}"),
        };
        var volts = VoltsAt(current);
        if (volts > highVolts) current = ElectrodeAmperesAtVolts(highVolts);
        else if (volts < lowVolts) current = ElectrodeAmperesAtVolts(lowVolts);
        var amperes = ClampAmperes(current);
        return amperes > highAmperes ? ElectrodeAmperes(highAmperes) : amperes < lowAmperes ? ElectrodeAmperes(lowAmperes) : current;
    }

    private static (double Low, double High) Narrow(double low, double high, double margin) =>
        low + margin <= high - margin ? (low + margin, high - margin) : (0.5 * (low + high), 0.5 * (low + high));

    private double ElectrodeAmperes(double clampAmperes) => shortSiemens == 0
        ? clampAmperes
        : SolveRising(1 + shortSiemens * ohms, shortSiemens, clampAmperes - shortSiemens * openVolts);

    private double ElectrodeAmperesAtVolts(double volts) => SolveRising(ohms, 1, volts - openVolts);

    // a I + b eta(I) = c: concave where I > 0 and odd, so that Newton's iteration from the linear solution never passes the root
    private double SolveRising(double a, double b, double c)
    {
        var current = c / (a + b * ButlerVolmer.Resistance(0, lithiumExchangeAmperes, thermalVolts));
        for (var i = 0; i < 60; i++)
        {
            var missing = c - a * current - b * ButlerVolmer.Overpotential(current, lithiumExchangeAmperes, thermalVolts);
            var step = missing / (a + b * ButlerVolmer.Resistance(current, lithiumExchangeAmperes, thermalVolts));
            current += step;
            if (Math.Abs(step) <= 1e-14 * Math.Abs(current)) break;
        }
        return current;
    }
}
