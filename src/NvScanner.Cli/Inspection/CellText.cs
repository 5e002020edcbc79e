using System.Globalization;
using NvScanner.Abstractions.Quantities;
using NvScanner.Storage.Reading;

namespace NvScanner.Cli.Inspection;

/// <summary>The cell of a run in one line, for people.</summary>
internal static class CellText
{
    /// <summary>For example "43211 readings, 3.5 V to 4.2 V, 0 A to 94 uA, 0.452 mAh, state of charge 0.010 to 0.491, cycle 1".</summary>
    public static string Of(CellSummary cell)
    {
        var parts = new List<string>
        {
            Invariant($"{cell.Readings} readings"),
            $"{Text(new Voltage(cell.LowestVolts))} to {Text(new Voltage(cell.HighestVolts))}",
            $"{Text(new Current(cell.LowestAmperes))} to {Text(new Current(cell.HighestAmperes))}",
            Invariant($"{cell.ChargeCoulombs / 3.6:G4} mAh"),
        };
        if (double.IsFinite(cell.LastStateOfCharge))
            parts.Add(Invariant($"state of charge {cell.FirstStateOfCharge:F3} to {cell.LastStateOfCharge:F3}"));
        parts.Add(Invariant($"cycle {cell.Cycles}"));
        return string.Join(", ", parts);
    }

    private static string Text<T>(T value) where T : struct, IQuantity<T> => Quantity.Format(value, 4);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
