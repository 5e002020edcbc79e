using NvScanner.Abstractions.Instruments;
using NvScanner.Simulation.Cell;

namespace NvScanner.Simulation.Tests.Twin;

/// <summary>3.9 V behind 20 ohm that sums up its current exactly and refuses times that fall.</summary>
internal sealed class CoulombCounter : ISimulatedCell
{
    private double _amperes;
    private double _reached;

    public double Coulombs { get; private set; }

    public void Apply(CellDrive drive, CellLimits compliance, double timeSeconds)
    {
        AdvanceTo(timeSeconds);
        _amperes = drive switch
        {
            CellDrive.ConstantCurrent { Current: var current } => current.Amperes,
            CellDrive.ConstantVoltage { Voltage: var voltage } => (voltage.Volts - 3.9) / 20,
            _ => 0,
        };
    }

    public void Modulate(double amplitudeAmperes, double frequencyHz, double timeSeconds) => AdvanceTo(timeSeconds);

    public CellReading ReadAt(double timeSeconds)
    {
        AdvanceTo(timeSeconds);
        return new CellReading(3.9 + 20 * _amperes, _amperes, double.NaN, 0);
    }

    private void AdvanceTo(double time)
    {
        if (time < _reached) throw new ArgumentOutOfRangeException(nameof(time), time, $"before {_reached}");
        Coulombs += _amperes * (time - _reached);
        _reached = time;
    }
}
