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

    /// <summary>Current through the electrodes that meets a demand: its set-point, followed only as far as the limits of voltage, then those of current allow.</summary>
    public double Solve(in Demand demand)
    {
        if (demand.Drive is CellDrive.Rest) return ElectrodeAmperes(0);
        var current = demand.Drive switch
        {
            CellDrive.ConstantCurrent { Current: var wanted } => ElectrodeAmperes(wanted.Amperes),
            CellDrive.ConstantVoltage { Voltage: var wanted } => ElectrodeAmperesAtVolts(wanted.Volts),
            _ => throw new InvalidOperationException($"unknown drive {demand.Drive}"),
        };
        var volts = VoltsAt(current);
        if (volts > demand.HighVolts) current = ElectrodeAmperesAtVolts(demand.HighVolts);
        else if (volts < demand.LowVolts) current = ElectrodeAmperesAtVolts(demand.LowVolts);
        var amperes = ClampAmperes(current);
        return amperes > demand.HighAmperes ? ElectrodeAmperes(demand.HighAmperes) : amperes < demand.LowAmperes ? ElectrodeAmperes(demand.LowAmperes) : current;
    }

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
