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
        var amperes = CurrentAt(timeSeconds);
        return new CellReading(openCircuitVolts + amperes * resistanceOhms, amperes, double.NaN, 0);
    }

    private double CurrentAt(double time)
    {
        if (_drive is CellDrive.Rest || _compliance is null) return 0;
        var wanted = _drive switch
        {
            CellDrive.ConstantCurrent { Current: var current } => current.Amperes,
            CellDrive.ConstantVoltage { Voltage: var voltage } => (voltage.Volts - openCircuitVolts) / resistanceOhms,
            var drive => throw new InvalidOperationException($"unknown drive {drive}"),
        };
        if (_modulation.Amplitude != 0) wanted += _modulation.Amplitude * Math.Cos(2 * Math.PI * _modulation.Frequency * (time - _modulation.Start));
        var byVoltage = Math.Clamp(wanted, (_compliance.Voltage.Minimum.Volts - openCircuitVolts) / resistanceOhms, (_compliance.Voltage.Maximum.Volts - openCircuitVolts) / resistanceOhms);
        return Math.Clamp(byVoltage, _compliance.Current.Minimum.Amperes, _compliance.Current.Maximum.Amperes);
    }
}
