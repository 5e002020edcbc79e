namespace NvScanner.Reporting.Maps;

/// <summary>One quantity over the field of view: plain data that every picture and export is made of.</summary>
public sealed record FieldMap
{
    /// <summary>Name of the dataset, for example "B_parallel".</summary>
    public required string Name { get; init; }

    /// <summary>Name for people, without unit, for example "Field along the NV axis".</summary>
    public required string LongName { get; init; }

    /// <summary>SI unit as in the file: "T", "Hz", "m", "counts/s", "1".</summary>
    public required string Unit { get; init; }

    /// <summary>Values in SI at [iy * PixelsX + ix]; index 0 is the smallest coordinate; NaN is not determined.</summary>
    public required double[] Values { get; init; }

    /// <summary>Pixels along x.</summary>
    public required int PixelsX { get; init; }

    /// <summary>Pixels along y.</summary>
    public required int PixelsY { get; init; }

    /// <summary>x of the outer left edge in metres.</summary>
    public double OriginX { get; init; }

    /// <summary>y of the outer lower edge in metres.</summary>
    public double OriginY { get; init; }

    /// <summary>Width in metres.</summary>
    public required double SizeX { get; init; }

    /// <summary>Height in metres.</summary>
    public required double SizeY { get; init; }

    /// <summary>Counter-clockwise rotation of the map frame in degrees, seen from +z.</summary>
    public double RotationDegrees { get; init; }

    /// <summary>What the map shows.</summary>
    public MapStyle Style { get; init; }

    /// <summary>The value drawn neutral in a signed map: 0, or the set point.</summary>
    public double Centre { get; init; }

    /// <summary>Whether a fraction is shown in percent.</summary>
    public bool InPercent { get; init; }

    /// <summary>Frame of the run.</summary>
    public int Frame { get; init; }

    /// <summary>The value at a pixel.</summary>
    public double this[int ix, int iy] => Values[iy * PixelsX + ix];

    /// <summary>x of a column's centre in metres, before rotation.</summary>
    public double ColumnX(int ix) => OriginX + (ix + 0.5) * SizeX / PixelsX;

    /// <summary>y of a row's centre in metres, before rotation.</summary>
    public double RowY(int iy) => OriginY + (iy + 0.5) * SizeY / PixelsY;

    /// <summary>Number of values that are not finite.</summary>
    public int MissingCount => Values.Count(v => !double.IsFinite(v));

    /// <summary>Whether any value is finite.</summary>
    public bool HasValue => Values.Any(double.IsFinite);

    /// <summary>Throws <see cref="ArgumentException"/> when sizes and values do not belong together.</summary>
    public FieldMap Checked()
    {
        if (PixelsX < 1 || PixelsY < 1 || Values.Length != (long)PixelsX * PixelsY)
            throw new ArgumentException($"map '{Name}' has {Values.Length} values for {PixelsX} x {PixelsY} pixels");
        if (!(SizeX > 0) || !(SizeY > 0))
            throw new ArgumentException($"map '{Name}' has no area: {SizeX} m x {SizeY} m");
        return this;
    }
}
