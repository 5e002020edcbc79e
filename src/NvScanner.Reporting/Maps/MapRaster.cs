using NvScanner.Reporting.Colours;
using NvScanner.Reporting.Drawing;

namespace NvScanner.Reporting.Maps;

/// <summary>Turns maps into pictures: +y up, so that the top row of the picture is the last row of the map.</summary>
public static class MapRaster
{
    /// <summary>A picture with <paramref name="scale"/> x <paramref name="scale"/> pixels per map pixel; missing values are hatched by lines so many pixels apart.</summary>
    public static PixelImage Draw(FieldMap map, MapView view, int scale = 1, int hatchPeriod = 6) => Draw(map, view, (scale, scale), hatchPeriod);

    /// <summary>The same with different numbers of pixels along x and y, for maps whose pixels are not square.</summary>
    public static PixelImage Draw(FieldMap map, MapView view, (int X, int Y) scale, int hatchPeriod) => map.Style == MapStyle.Reasons
        ? Draw(map, scale, hatchPeriod, ReasonColours.Of)
        : Draw(map, scale, hatchPeriod, value => double.IsFinite(value) ? view.Colours.At(view.Limits.Fraction(value)) : null);

    /// <summary>A colour bar, highest value on top.</summary>
    public static PixelImage ColourBar(ColourMap colours)
    {
        var image = new PixelImage(1, ColourMap.Count);
        for (var i = 0; i < ColourMap.Count; i++)
            image[0, i] = colours.Entries[ColourMap.Count - 1 - i];
        return image;
    }

    /// <summary>Grey values for image programs: 0 is missing, 1 and 65535 are the ends of the limits; top row first.</summary>
    public static ushort[] Gray16(FieldMap map, ColourLimits limits)
    {
        var values = new ushort[map.Values.Length];
        for (var iy = 0; iy < map.PixelsY; iy++)
        {
            for (var ix = 0; ix < map.PixelsX; ix++)
            {
                var fraction = limits.Fraction(map[ix, iy]);
                values[(map.PixelsY - 1 - iy) * map.PixelsX + ix] =
                    double.IsFinite(fraction) ? (ushort)Math.Round(1 + 65534 * Math.Clamp(fraction, 0, 1)) : (ushort)0;
            }
        }

        return values;
    }

    private static PixelImage Draw(FieldMap map, (int X, int Y) scale, int hatchPeriod, Func<double, Rgb?> colourOf)
    {
        var image = new PixelImage(map.PixelsX * scale.X, map.PixelsY * scale.Y);
        var colours = new Rgb?[map.PixelsX];
        for (var row = 0; row < image.Height; row++)
        {
            if (row % scale.Y == 0)
            {
                for (var ix = 0; ix < colours.Length; ix++)
                    colours[ix] = colourOf(map[ix, map.PixelsY - 1 - row / scale.Y]);
            }

            for (var column = 0; column < image.Width; column++)
                image[column, row] = colours[column / scale.X] ?? Hatch(column, row, hatchPeriod);
        }

        return image;
    }

    private static Rgb Hatch(int column, int row, int period) => (column + row) % period < period / 3 ? ColourMap.MissingHatch : ColourMap.Missing;
}
