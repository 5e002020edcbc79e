namespace NvScanner.Physics.Magnetostatics;

/// <summary>A grid of pixels in a horizontal plane; maps over it are row-major [iy, ix], index 0 at the smallest coordinate.</summary>
public readonly record struct PlaneGrid
{
    /// <summary>A grid of columns (x) and rows (y), at least one each, with positive pitches in m; anything else throws ArgumentOutOfRangeException.</summary>
    public PlaneGrid(int columns, int rows, double pitchXMetres, double pitchYMetres)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        RequireLength(pitchXMetres, nameof(pitchXMetres));
        RequireLength(pitchYMetres, nameof(pitchYMetres));
        (Columns, Rows, PitchXMetres, PitchYMetres) = (columns, rows, pitchXMetres, pitchYMetres);
    }

    /// <summary>Pixels along x.</summary>
    public int Columns { get; }

    /// <summary>Pixels along y.</summary>
    public int Rows { get; }

    /// <summary>Distance of neighbouring columns in m.</summary>
    public double PitchXMetres { get; }

    /// <summary>Distance of neighbouring rows in m.</summary>
    public double PitchYMetres { get; }

    /// <summary>Pixels in all.</summary>
    public int Count => Columns * Rows;

    private static void RequireLength(double metres, string name)
    {
        if (!(metres > 0) || double.IsInfinity(metres))
            throw new ArgumentOutOfRangeException(name, metres, "The pitch of a grid is a positive length in metres.");
    }
}
