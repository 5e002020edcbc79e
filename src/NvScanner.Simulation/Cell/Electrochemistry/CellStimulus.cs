using NvScanner.Abstractions.Instruments;

namespace NvScanner.Simulation.Cell.Electrochemistry;

/// <summary>What the instrument does to the cell: a drive within a compliance, and a modulation of the current from a time on.</summary>
internal readonly record struct CellStimulus(CellDrive Drive, CellLimits Compliance, double AmplitudeAmperes, double FrequencyHz, double ModulatedFromSeconds)
{
    public double AngularFrequency => 2 * Math.PI * FrequencyHz;

    /// <summary>Phase of the modulation at a time in rad, of the fraction of a period only: hours at kilohertz are many.</summary>
    public double PhaseAt(double timeSeconds)
    {
        var periods = FrequencyHz * (timeSeconds - ModulatedFromSeconds);
        return 2 * Math.PI * (periods - Math.Floor(periods));
    }

    /// <summary>
    /// The amplitude that reaches a cell of a largest impedance in ohm and with room for a charge in C: none at open circuit, never more than fits
    /// between the limits of current and of voltage, and never one whose half period moves a tenth of the room that a full or an empty host has left.
    /// </summary>
    public double AmplitudeWithin(double impedanceOhms, double roomCoulombs)
    {
        if (AmplitudeAmperes == 0 || Drive is CellDrive.Rest) return 0;
        var (voltage, current) = (Compliance.Voltage, Compliance.Current);
        var fits = Math.Min(current.Maximum.Amperes - current.Minimum.Amperes, (voltage.Maximum.Volts - voltage.Minimum.Volts) / impedanceOhms);
        return Math.Min(AmplitudeAmperes, Math.Min(0.5 * fits, 0.05 * AngularFrequency * roomCoulombs));
    }
}
