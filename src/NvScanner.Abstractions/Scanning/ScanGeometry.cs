using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Scanning;

/// <summary>Field of view, pixels and path. Index 0 is the smallest coordinate whatever the direction of the scan.</summary>
public sealed record ScanGeometry
{
    /// <summary>x of the outer lower left corner in metres (before rotation).</summary>
    public double OriginX { get; init; }

    /// <summary>y of the outer lower left corner in metres (before rotation).</summary>
    public double OriginY { get; init; }

    /// <summary>Width in metres.</summary>
    public required double SizeX { get; init; }

    /// <summary>Height in metres.</summary>
    public required double SizeY { get; init; }

    /// <summary>Pixels along x.</summary>
    public required int PixelsX { get; init; }

    /// <summary>Pixels along y.</summary>
    public required int PixelsY { get; init; }

    /// <summary>Counter-clockwise rotation about the centre, seen from +z.</summary>
    public Angle Rotation { get; init; }

    /// <summary>Fast axis.</summary>
    public FastAxis FastAxis { get; init; } = FastAxis.X;

    /// <summary>Path.</summary>
    public ScanPath Path { get; init; } = ScanPath.Snake;

    /// <summary>Height mode.</summary>
    public HeightPlan Height { get; init; } = HeightPlan.Contact;

    /// <summary>Number of frames.</summary>
    public int Frames { get; init; } = 1;

    /// <summary>Pixels of one frame.</summary>
    public int PixelsPerFrame => PixelsX * PixelsY;

    /// <summary>Centre of a column in metres in the map frame, before rotation: origin + (ix + 1/2) size / pixels.</summary>
    public double ColumnX(int ix) => OriginX + (ix + 0.5) * SizeX / PixelsX;

    /// <summary>Centre of a row in metres in the map frame, before rotation.</summary>
    public double RowY(int iy) => OriginY + (iy + 0.5) * SizeY / PixelsY;

    /// <summary>Centre of a pixel in metres in the sample frame, rotation applied; z is 0.</summary>
    public Vector3 PixelCentre(int ix, int iy) => Rotate(ColumnX(ix), RowY(iy));

    /// <summary>The four outer corners in metres in the sample frame, rotation applied.</summary>
    public IReadOnlyList<Vector3> Corners() =>
        [Rotate(OriginX, OriginY), Rotate(OriginX + SizeX, OriginY), Rotate(OriginX + SizeX, OriginY + SizeY), Rotate(OriginX, OriginY + SizeY)];

    private Vector3 Rotate(double x, double y)
    {
        if (Rotation.Degrees == 0)
            return new(x, y, 0);
        var (cx, cy) = (OriginX + SizeX / 2, OriginY + SizeY / 2);
        var (sin, cos) = Math.SinCos(Rotation.Degrees * Math.PI / 180);
        return new(cx + cos * (x - cx) - sin * (y - cy), cy + sin * (x - cx) + cos * (y - cy), 0);
    }
}
