using NvScanner.Reporting.Colours;

namespace NvScanner.Reporting.Drawing;

/// <summary>An RGB picture in memory; row 0 is the top, as on a screen.</summary>
public sealed class PixelImage
{
    /// <summary>Makes a black picture.</summary>
    public PixelImage(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        Width = width;
        Height = height;
        Bytes = new byte[3 * (long)width * height];
    }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Red, green, blue at 3 * (row * Width + column).</summary>
    public byte[] Bytes { get; }

    /// <summary>The colour at a column and a row counted from the top.</summary>
    public Rgb this[int column, int row]
    {
        get
        {
            var at = 3 * (row * Width + column);
            return new(Bytes[at], Bytes[at + 1], Bytes[at + 2]);
        }
        set
        {
            var at = 3 * (row * Width + column);
            (Bytes[at], Bytes[at + 1], Bytes[at + 2]) = (value.R, value.G, value.B);
        }
    }
}
