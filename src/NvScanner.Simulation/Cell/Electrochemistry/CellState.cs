namespace NvScanner.Simulation.Cell.Electrochemistry;

/// <summary>Everything a cell remembers, and what it showed at that time.</summary>
internal sealed class CellState(int particles, int modes)
{
    public double TimeSeconds;

    /// <summary>x of every particle.</summary>
    public readonly double[] LithiumContents = new double[particles];

    /// <summary>Mean current of every particle over the last step, for the whole cell, in A.</summary>
    public readonly double[] Currents = new double[particles];

    /// <summary>The modes of double layer and diffusion, in A.</summary>
    public readonly double[] Modes = new double[modes];

    /// <summary>Integral of the current at the clamps in C.</summary>
    public double ChargeCoulombs;

    /// <summary>Integral of the current through the electrodes in C: less than at the clamps by what a short takes.</summary>
    public double ElectrodeChargeCoulombs;

    public double TemperatureRiseKelvin;
    public double DendriteLengthMetres;
    public double DendriteMetresPerSecond;

    /// <summary>When the dendrite began to grow, NaN before.</summary>
    public double DendriteStartSeconds = double.NaN;

    /// <summary>When the dendrite crossed the electrolyte, NaN before.</summary>
    public double ShortSeconds = double.NaN;

    /// <summary>Current through the electrodes without the modulation, in A.</summary>
    public double ElectrodeAmperes;

    /// <summary>d(phi_s - phi_l)/dI of the ladder in ohm.</summary>
    public double LadderOhms;

    /// <summary>At the clamps, the modulation included.</summary>
    public double PotentialVolts, CurrentAmperes;

    /// <summary>Amplitude of the sine that reached the clamps in the last step, in A.</summary>
    public double SineAmperes;

    public bool IsShorted => !double.IsNaN(ShortSeconds);

    public void CopyFrom(CellState other)
    {
        TimeSeconds = other.TimeSeconds;
        other.LithiumContents.CopyTo(LithiumContents, 0);
        other.Currents.CopyTo(Currents, 0);
        other.Modes.CopyTo(Modes, 0);
        (ChargeCoulombs, ElectrodeChargeCoulombs) = (other.ChargeCoulombs, other.ElectrodeChargeCoulombs);
        TemperatureRiseKelvin = other.TemperatureRiseKelvin;
        (DendriteLengthMetres, DendriteMetresPerSecond) = (other.DendriteLengthMetres, other.DendriteMetresPerSecond);
        (DendriteStartSeconds, ShortSeconds) = (other.DendriteStartSeconds, other.ShortSeconds);
        (ElectrodeAmperes, LadderOhms) = (other.ElectrodeAmperes, other.LadderOhms);
        (PotentialVolts, CurrentAmperes, SineAmperes) = (other.PotentialVolts, other.CurrentAmperes, other.SineAmperes);
    }
}
