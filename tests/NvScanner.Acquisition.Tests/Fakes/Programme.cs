using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;

namespace NvScanner.Acquisition.Tests.Fakes;

/// <summary>Short ways to write cell programmes and the plans around them.</summary>
internal static class Programme
{
    public static LimitsPlan Limits { get; } = new() { Cell = new CellLimits(new(new Voltage(2.8), new Voltage(4.3)), new(new Current(-50e-3), new Current(50e-3))) };

    public static CellStep Rest(int number, double seconds) => new(number, new CellDrive.Rest(), new CellStepEnd { Time = TimeSpan.FromSeconds(seconds) });

    public static CellStep Current(int number, double amperes, CellStepEnd until) => new(number, new CellDrive.ConstantCurrent(new Current(amperes)), until);

    public static CellStep Voltage(int number, double volts, CellStepEnd until) => new(number, new CellDrive.ConstantVoltage(new Voltage(volts)), until);

    public static CellStepEnd After(double seconds) => new() { Time = TimeSpan.FromSeconds(seconds) };

    public static CellPlan CellOf(params CellProgramItem[] program) => new() { Capacity = new Charge(100), InitialContent = 0.95, Program = program };

    /// <summary>A cell and a scan of so many pixels.</summary>
    public static ScanPlan Plan(CellPlan cell, int columns, int rows) => Some.Plan(columns, rows, repeats: 1) with
    {
        Sample = new SamplePlan("cell", "full") { Battery = new BatterySample() },
        ConductorCurrent = null,
        Cell = cell,
        Limits = Limits,
    };
}
