using NvScanner.Abstractions.Instruments;

namespace NvScanner.Simulation.Cell;

/// <summary>What is in the clamps when the sample holds no cell: a voltage source behind a resistor, V = E + I R, which keeps the compliance of the instrument.</summary>
internal sealed class DummyCell(double openCircuitVolts, double resistanceOhms) : ISimulatedCell
{
    private CellDrive _drive = new CellDrive.Rest();
    private CellLimits? _compliance;
    private (double Amplitude, double Frequency, double Start) _modulation;

    public void Apply(CellDrive drive, CellLimits compliance, double timeSeconds) => (_drive, _compliance) = (drive, compliance);

    public void Modulate(double amplitudeAmperes, double frequencyHz, double timeSeconds) => _modulation = (amplitudeAmperes, frequencyHz, timeSeconds);

    public CellReading ReadAt(double timeSeconds)
    {
        var amperes = MeanAmperes() + SineAt(timeSeconds).Amperes;
        return new CellReading(openCircuitVolts + amperes * resistanceOhms, amperes, double.NaN, 0);
    }

    public CellSine SineAt(double timeSeconds)
    {
        var amplitude = SineAmperes();
        return amplitude == 0 ? default : new CellSine(amplitude, _modulation.Frequency, 2 * Math.PI * _modulation.Frequency * (timeSeconds - _modulation.Start));
    }

    // as much of the sine as fits between the limits, and the drive as far as that leaves room
    private double SineAmperes() => _drive is CellDrive.Rest || _compliance is null || _modulation.Amplitude == 0 ? 0 : Math.Min(_modulation.Amplitude, 0.5 * (Highest() - Lowest()));

    private double MeanAmperes()
    {
        if (_drive is CellDrive.Rest || _compliance is null) return 0;
        var wanted = _drive switch
        {
            CellDrive.ConstantCurrent { Current: var current } => current.Amperes,
            CellDrive.ConstantVoltage { Voltage: var voltage } => (voltage.Volts - openCircuitVolts) / resistanceOhms,
            var drive => throw new InvalidOperationException($"unknown drive {drive}"),
        };
        var sine = SineAmperes();
        return Math.Clamp(wanted, Lowest() + sine, Math.Max(Lowest() + sine, Highest() - sine));
    }

    // where both limits cannot be kept, that of the current wins
    private double Lowest() => Within((_compliance!.Voltage.Minimum.Volts - openCircuitVolts) / resistanceOhms);

    private double Highest() => Within((_compliance!.Voltage.Maximum.Volts - openCircuitVolts) / resistanceOhms);

    private double Within(double amperes) => Math.Clamp(amperes, _compliance!.Current.Minimum.Amperes, _compliance.Current.Maximum.Amperes);
}
