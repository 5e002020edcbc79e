namespace NvScanner.Reporting.Colours;

/// <summary>An sRGB colour of 8 bits per channel.</summary>
/// <param name="R">Red.</param>
/// <param name="G">Green.</param>
/// <param name="B">Blue.</param>
public readonly record struct Rgb(byte R, byte G, byte B)
{
    /// <summary>The colour as CSS and SVG write it, for example "#1f77b4".</summary>
    public string Hex => $"#{R:x2}{G:x2}{B:x2}";

    /// <summary>Reads "#rrggbb"; throws <see cref="FormatException"/> otherwise.</summary>
    public static Rgb Parse(string hex)
    {
        if (hex.Length != 7 || hex[0] != '#')
            throw new FormatException($"'{hex}' is not a colour: write #rrggbb");
        var bytes = Convert.FromHexString(hex.AsSpan(1));
        return new(bytes[0], bytes[1], bytes[2]);
    }
}
