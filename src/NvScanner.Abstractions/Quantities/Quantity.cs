using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NvScanner.Abstractions.Quantities;

/// <summary>Reads and writes quantities such as "2.87 GHz", "50 nm" or "-12 dBm", always culture-invariant.</summary>
public static class Quantity
{
    private static readonly (char Symbol, double Factor)[] Prefixes =
        [('f', 1e-15), ('p', 1e-12), ('n', 1e-9), ('u', 1e-6), ('\u00B5', 1e-6), ('\u03BC', 1e-6), ('m', 1e-3), ('k', 1e3), ('M', 1e6), ('G', 1e9), ('T', 1e12)];

    private static readonly (string Symbol, double Factor)[] WrittenPrefixes =
        [("f", 1e-15), ("p", 1e-12), ("n", 1e-9), ("u", 1e-6), ("m", 1e-3), ("", 1), ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12)];

    /// <summary>Reads a number with its unit; <paramref name="error"/> then says what is wrong and which units are allowed.</summary>
    public static bool TryParse<T>(string? text, out T value, [NotNullWhen(false)] out string? error) where T : struct, IQuantity<T>
    {
        value = default;
        var trimmed = (text ?? "").Trim();
        var split = NumberLength(trimmed);
        if (split == 0 || !double.TryParse(trimmed.AsSpan(0, split), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            error = $"'{text}' is not a {T.QuantityName}: write a number and a unit, {Example<T>()}";
            return false;
        }

        var unit = trimmed[split..].Trim();
        if (unit.Length == 0)
        {
            error = $"'{text}' has no unit: a {T.QuantityName} is written {Example<T>()}";
            return false;
        }

        foreach (var candidate in T.Units)
        {
            if (!TryFactor(unit, candidate, out var prefix))
                continue;
            var si = number * prefix * candidate.Factor + candidate.Offset;
            error = double.IsFinite(si) ? null : $"'{text}' is too large for a {T.QuantityName}";
            if (error is null)
                value = T.FromSi(si);
            return error is null;
        }

        error = $"'{unit}' is not a unit of {T.QuantityName}: allowed {AllowedUnits<T>()}";
        return false;
    }

    /// <summary>Reads a number with its unit; throws <see cref="FormatException"/> with the allowed units.</summary>
    public static T Parse<T>(string text) where T : struct, IQuantity<T> =>
        TryParse<T>(text, out var value, out var error) ? value : throw new FormatException(error);

    /// <summary>Writes a value with the SI prefix that leaves 1 to 999 before the decimal point, for example "2.87 GHz".</summary>
    public static string Format<T>(T quantity, int significantDigits = 6) where T : struct, IQuantity<T>
    {
        var unit = T.Units[0];
        if (!unit.TakesPrefix || quantity.Si == 0 || !double.IsFinite(quantity.Si))
            return Number(quantity.Si, significantDigits) + " " + unit.Symbol;
        var rounded = Math.Abs(double.Parse(Number(quantity.Si, significantDigits), CultureInfo.InvariantCulture));
        var chosen = WrittenPrefixes[0];
        foreach (var prefix in WrittenPrefixes)
        {
            if (rounded >= prefix.Factor * 0.9999999)
                chosen = prefix;
        }

        return Number(quantity.Si / chosen.Factor, significantDigits) + " " + chosen.Symbol + unit.Symbol;
    }

    /// <summary>The unit symbols of a quantity, for messages: "Hz (with prefixes), ...".</summary>
    public static string AllowedUnits<T>() where T : struct, IQuantity<T> =>
        string.Join(", ", T.Units.Select(u => u.TakesPrefix ? $"{u.Symbol} (with f p n u m k M G T)" : u.Symbol));

    private static string Example<T>() where T : struct, IQuantity<T> => $"for example '1.5 {T.Units[0].Symbol}'";

    private static string Number(double value, int digits) =>
        value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static bool TryFactor(string unit, UnitSymbol candidate, out double factor)
    {
        factor = 1;
        if (unit == candidate.Symbol)
            return true;
        if (!candidate.TakesPrefix || unit.Length != candidate.Symbol.Length + 1 || !unit.EndsWith(candidate.Symbol, StringComparison.Ordinal))
            return false;
        foreach (var (symbol, prefixFactor) in Prefixes)
        {
            if (unit[0] != symbol)
                continue;
            factor = prefixFactor;
            return true;
        }

        return false;
    }

    /// <summary>Length of the leading decimal number, exponent included ("1e3 Hz" gives 3).</summary>
    private static int NumberLength(string text)
    {
        var i = 0;
        if (i < text.Length && text[i] is '+' or '-')
            i++;
        var start = i;
        while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] == '.'))
            i++;
        if (i == start)
            return 0;
        if (i < text.Length && text[i] is 'e' or 'E')
        {
            var j = i + 1;
            if (j < text.Length && text[j] is '+' or '-')
                j++;
            if (j < text.Length && char.IsAsciiDigit(text[j]))
            {
                while (j < text.Length && char.IsAsciiDigit(text[j]))
                    j++;
                i = j;
            }
        }

        return i;
    }
}
