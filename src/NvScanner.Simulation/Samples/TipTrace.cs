namespace NvScanner.Simulation.Samples;

/// <summary>
/// What a blunt tip traces of a face: the apex of a sphere that rolls over it (a grey-scale dilation; Villarrubia, J. Res. NIST 102, 425 (1997)). Narrow
/// cracks become shallow notches, edges are climbed early. Periodic along y.
/// </summary>
internal sealed class TipTrace
{
    private const double TipRadius = 600e-9;

    private readonly float[] _heights; // at the centres of the voxels
    private readonly int _columns;
    private readonly int _rows;
    private readonly double _pitch;

    /// <summary>The trace over heights [row, column] at a pitch, in m.</summary>
    public TipTrace(ReadOnlySpan<double> heights, int columns, int rows, double pitch)
    {
        (_columns, _rows, _pitch, _heights) = (columns, rows, pitch, new float[columns * rows]);
        var reach = (int)(TipRadius / pitch);
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
            {
                var highest = double.NegativeInfinity;
                for (var j = -reach; j <= reach; j++)
                    for (var i = Math.Max(-reach, -column); i <= Math.Min(reach, columns - 1 - column); i++)
                    {
                        var squared = TipRadius * TipRadius - (i * i + j * j) * pitch * pitch;
                        if (squared < 0) continue;
                        highest = Math.Max(highest, heights[Wrap(row + j) * columns + column + i] - TipRadius + Math.Sqrt(squared));
                    }
                _heights[row * columns + column] = (float)highest;
            }
    }

    /// <summary>Height of the tip's apex in contact, in m; beyond the ends along x that of the end.</summary>
    public double At(double x, double y)
    {
        var u = Math.Clamp(x / _pitch - 0.5, 0, _columns - 1);
        var v = y / _pitch - 0.5;
        var (column, row) = (Math.Min((int)u, Math.Max(_columns - 2, 0)), (int)Math.Floor(v));
        var next = Math.Min(column + 1, _columns - 1);
        int below = Wrap(row) * _columns, above = Wrap(row + 1) * _columns;
        return double.Lerp(
            double.Lerp(_heights[below + column], _heights[below + next], u - column),
            double.Lerp(_heights[above + column], _heights[above + next], u - column), v - row);
    }

    private int Wrap(int row) => (row % _rows + _rows) % _rows;
}
