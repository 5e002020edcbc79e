using NvScanner.Abstractions.Instruments;
using NvScanner.Simulation.Cell.Electrochemistry;

namespace NvScanner.Simulation.Tests.Cell.Electrochemistry;

/// <summary>Cells, drives and limits for tests.</summary>
internal static class SomeCell
{
    public const int Particles = 30;

    public static readonly CellLimits Limits = Within(3.0, 4.2, 0.1);

    public static readonly CellLimits WideLimits = Within(-10, 10, 0.5);

    public static readonly CellDrive Rest = new CellDrive.Rest();

    public static CellElectrochemistry Of(CellDesign design, double stepSeconds = 1) =>
        new(design, UniformCathode.Particles(design, Particles), stepSeconds: stepSeconds);

    public static CellLimits Within(double lowVolts, double highVolts, double amperes) => new(new(new(lowVolts), new(highVolts)), new(new(-amperes), new(amperes)));

    public static CellDrive Current(double amperes) => new CellDrive.ConstantCurrent(new(amperes));

    public static CellDrive Voltage(double volts) => new CellDrive.ConstantVoltage(new(volts));

    /// <summary>x at the collector minus x at the electrolyte.</summary>
    public static double FrontToBack(this CellElectrochemistry cell) => cell.LithiumContents[^1] - cell.LithiumContents[0];
}
