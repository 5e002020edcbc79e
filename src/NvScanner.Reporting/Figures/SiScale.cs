using System.Globalization;

namespace NvScanner.Reporting.Figures;

/// <summary>How values of one unit are shown: value / <paramref name="Factor"/> in <paramref name="Unit"/>.</summary>
/// <param name="Factor">SI value of one shown unit.</param>
/// <param name="Unit">Shown unit with its prefix, for example "µT"; empty for pure numbers.</param>
public readonly record struct SiScale(double Factor, string Unit)
{
    private static readonly (string Symbol, double Factor)[] Prefixes =
        [("f", 1e-15), ("p", 1e-12), ("n", 1e-9), ("µ", 1e-6), ("m", 1e-3), ("", 1), ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12)];

    /// <summary>The scale that shows values up to a magnitude as 1 to 999; "1" has no prefix, "counts/s" is shown as cps.</summary>
    public static SiScale For(string unit, double magnitude, bool inPercent = false)
    {
        if (inPercent)
            return new(0.01, "%");
        if (unit is "1" or "")
            return new(1, "");
        var symbol = unit == "counts/s" ? "cps" : unit;
        if (unit is "K" or "degC" or "deg" || !double.IsFinite(magnitude) || magnitude == 0)
            return new(1, symbol);
        var chosen = Prefixes[0];
        foreach (var prefix in Prefixes)
        {
            if (Math.Abs(magnitude) >= prefix.Factor * 0.9999999)
                chosen = prefix;
        }

        return new(chosen.Factor, chosen.Symbol + symbol);
    }

    /// <summary>A value with its unit, to so many significant digits, for example "12.3 µT"; NaN is "not determined".</summary>
    public string Format(double value, int digits = 4) =>
        double.IsFinite(value) ? Joined(Significant(value / Factor, digits)) : "not determined";

    /// <summary>A value with its error, both to the second digit of the error: "12.34 ± 0.56 µT".</summary>
    public string Format(double value, double error)
    {
        if (!double.IsFinite(value) || !(error > 0) || !double.IsFinite(error))
            return Format(value);
        var decimals = Math.Clamp(1 - (int)Math.Floor(Math.Log10(error / Factor)), 0, 9);
        return Joined($"{Fixed(value / Factor, decimals)} ± {Fixed(error / Factor, decimals)}");
    }

    /// <summary>A number with so many decimals, with a true minus sign and without a negative zero.</summary>
    public static string Fixed(double value, int decimals)
    {
        var text = value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        if (text.StartsWith('-'))
            return text.AsSpan(1).IndexOfAnyInRange('1', '9') >= 0 ? "−" + text[1..] : text[1..];
        return text;
    }

    /// <summary>A number with at most so many significant digits, without exponent between 1e-4 and 1e7.</summary>
    public static string Significant(double value, int digits)
    {
        if (value == 0)
            return "0";
        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return exponent is >= -4 and < 7
            ? WithoutTrailingZeros(Fixed(value, Math.Clamp(digits - 1 - exponent, 0, 12)))
            : value.ToString("0." + new string('#', digits - 1) + "e+0", CultureInfo.InvariantCulture).Replace('-', '−');
    }

    private static string WithoutTrailingZeros(string number) =>
        number.Contains('.', StringComparison.Ordinal) ? number.TrimEnd('0').TrimEnd('.') : number;

    private string Joined(string number) => Unit.Length == 0 ? number : Unit == "%" ? $"{number} %" : $"{number} {Unit}";
}
