using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Sequencing;

namespace NvScanner.Acquisition.Cell;

/// <summary>Holds readings of the cell against limits.cell, the second layer behind the potentiostat's own compliance.</summary>
internal static class CellLimitCheck
{
    // of a range's width: the noise of a reading at a set-point on the limit itself is no danger
    private const double Slack = 1e-3;

    /// <summary>Throws <see cref="LimitTrippedException"/> when voltage or current are outside.</summary>
    public static void Check(in CellSample sample, LimitsPlan limits)
    {
        Check("voltage", new Voltage(sample.PotentialVolts), limits.Cell?.Voltage);
        Check("current", new Current(sample.CurrentAmperes), limits.Cell?.Current);
    }

    /// <summary>Throws <see cref="LimitTrippedException"/> when the temperature is outside.</summary>
    public static void Check(Temperature temperature, LimitsPlan limits) => Check("temperature", temperature, limits.CellTemperature);

    private static void Check<T>(string name, T value, QuantityRange<T>? limit) where T : struct, IQuantity<T>
    {
        if (limit is not { } range)
            return;
        var slack = Slack * (range.Maximum.Si - range.Minimum.Si);
        // NaN is outside: a reading that says nothing is no reading
        if (!(value.Si >= range.Minimum.Si - slack && value.Si <= range.Maximum.Si + slack))
            throw new LimitTrippedException($"cell-{name}", $"cell {name} {Quantity.Format(value)} is outside limits.cell.{name} ({range})");
    }
}
