namespace NvScanner.Reporting.Colours;

/// <summary>A colour in OKLab (Ottosson 2020): lightness 0..1 and two opponent axes; Euclidean distance is near to perceived difference.</summary>
/// <param name="L">Lightness, 0 black to 1 white.</param>
/// <param name="A">Green to red.</param>
/// <param name="B">Blue to yellow.</param>
public readonly record struct OkLab(double L, double A, double B)
{
    /// <summary>A colour from lightness, chroma and hue in degrees.</summary>
    public static OkLab FromPolar(double lightness, double chroma, double hueDegrees)
    {
        var (sin, cos) = Math.SinCos(hueDegrees * Math.PI / 180);
        return new(lightness, chroma * cos, chroma * sin);
    }

    /// <summary>A colour from sRGB.</summary>
    public static OkLab FromRgb(Rgb colour)
    {
        var (r, g, b) = (Linear(colour.R / 255.0), Linear(colour.G / 255.0), Linear(colour.B / 255.0));
        var l = Math.Cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        var m = Math.Cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        var s = Math.Cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        return new(
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
    }

    /// <summary>Perceived difference to another colour.</summary>
    public double Distance(OkLab other) =>
        Math.Sqrt((L - other.L) * (L - other.L) + (A - other.A) * (A - other.A) + (B - other.B) * (B - other.B));

    /// <summary>The colour on the straight line to another one, at a fraction 0..1 of the way.</summary>
    public OkLab Towards(OkLab other, double fraction) =>
        new(L + fraction * (other.L - L), A + fraction * (other.A - A), B + fraction * (other.B - B));

    /// <summary>The nearest sRGB colour; a channel outside the gamut is clipped.</summary>
    public Rgb ToRgb()
    {
        var (r, g, b) = ToLinear();
        return new(Byte(r), Byte(g), Byte(b));
    }

    /// <summary>Whether sRGB has this colour.</summary>
    public bool IsInGamut()
    {
        var (r, g, b) = ToLinear();
        return Math.Min(r, Math.Min(g, b)) >= -1e-4 && Math.Max(r, Math.Max(g, b)) <= 1.0001;
    }

    private (double R, double G, double B) ToLinear()
    {
        var l = L + 0.3963377774 * A + 0.2158037573 * B;
        var m = L - 0.1055613458 * A - 0.0638541728 * B;
        var s = L - 0.0894841775 * A - 1.2914855480 * B;
        (l, m, s) = (l * l * l, m * m * m, s * s * s);
        return (
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    }

    private static double Linear(double c) => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);

    private static byte Byte(double linear)
    {
        var c = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.Pow(linear, 1 / 2.4) - 0.055;
        return (byte)Math.Round(255 * Math.Clamp(c, 0, 1));
    }
}
