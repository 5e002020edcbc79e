using NvScanner.Abstractions.Instruments;
using NvScanner.Simulation.Cell;
using NvScanner.Simulation.Cell.Electrochemistry;
using NvScanner.Simulation.Cell.Fields;

namespace NvScanner.Simulation.Tests.Cell.Fields;

public sealed class ElectronicPathTests
{
    private const double OhmSquareMetre = 4e-6; // 0.04 ohm of 1 cm²
    private static readonly CellDesign Design = new() { LithiumContentAtStart = 0.6 };
    private static readonly CellLimits Compliance = new(new(new(-1), new(1)), new(new(-10e-3), new(10e-3)));

    private int _solutions;

    private ElectronicPath Path() => new(Design, new(() =>
    {
        _solutions++;
        return OhmSquareMetre;
    }));

    [Fact]
    public void It_is_a_resistor_at_its_clamps_whatever_is_held()
    {
        var path = Path();
        path.Apply(new CellDrive.ConstantCurrent(new(-2e-3)), Compliance, 1);
        Assert.Equal(-80e-6, path.ReadAt(2).PotentialVolts, 1e-12);
        path.Apply(new CellDrive.ConstantVoltage(new(100e-6)), Compliance, 3);
        Assert.Equal(2.5e-3, path.ReadAt(4).CurrentAmperes, 1e-12);
        // held at more than the compliance lets through, the current stays at its limit and the voltage is what that makes
        path.Apply(new CellDrive.ConstantVoltage(new(0.5)), Compliance, 5);
        Assert.Equal(10e-3, path.ReadAt(6).CurrentAmperes, 1e-12);
        Assert.Equal(400e-6, path.ReadAt(6).PotentialVolts, 1e-12);
        path.Apply(new CellDrive.Rest(), Compliance, 7);
        Assert.Equal((0, 0), (path.ReadAt(8).CurrentAmperes, path.ReadAt(8).PotentialVolts));
    }

    [Fact]
    public void Nothing_reacts_and_no_charge_is_stored()
    {
        var path = Path();
        path.Apply(new CellDrive.ConstantCurrent(new(10e-3)), Compliance, 0);
        var contents = new double[2];
        path.CopyLithiumContents(3600, contents);
        Assert.Equal([0.6, 0.6], contents);
        Assert.Equal(0.8, path.ReadAt(3600).StateOfCharge, 1e-12);
        Assert.Empty(((ISimulatedCell)path).EventsUntil(7200));
    }

    [Fact]
    public void Its_resistance_is_found_when_a_current_first_flows_and_once()
    {
        var path = Path();
        path.Apply(new CellDrive.Rest(), Compliance, 0);
        path.Modulate(0, 0, 0);
        Assert.Equal(0, path.ReadAt(1).CurrentAmperes);
        Assert.Equal(0, _solutions);
        path.Apply(new CellDrive.ConstantCurrent(new(1e-3)), Compliance, 2);
        path.Apply(new CellDrive.ConstantCurrent(new(2e-3)), Compliance, 3);
        path.Modulate(1e-3, 10, 4);
        Assert.Equal(3e-3, path.ReadAt(4).CurrentAmperes, 1e-12);
        Assert.Equal(1, _solutions);
    }
}
