using System.Globalization;

namespace NvScanner.Drivers.Scpi;

/// <summary>Numbers as instruments write them (IEEE 488.2 NR1 to NR3, SCPI-99 7.2.1): `+2.87E+09`, and 9.91E37 for what is no number, 9.9E37 for infinity.</summary>
public static class ScpiNumber
{
    /// <summary>Reads a number; a point always separates decimals. False when it is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        if (!double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out value)) return false;
        value = value switch
        {
            9.91e37 => double.NaN,
            9.9e37 => double.PositiveInfinity,
            -9.9e37 => double.NegativeInfinity,
            _ => value,
        };
        return true;
    }

    /// <summary>Reads 0, 1, ON, OFF, 0.0 or 1.0; false when it is none of them.</summary>
    public static bool TryParseFlag(ReadOnlySpan<char> text, out bool value)
    {
        text = text.Trim();
        value = text.Equals("ON", StringComparison.OrdinalIgnoreCase);
        if (value || text.Equals("OFF", StringComparison.OrdinalIgnoreCase)) return true;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || number is not (0 or 1)) return false;
        value = number == 1;
        return true;
    }
}
