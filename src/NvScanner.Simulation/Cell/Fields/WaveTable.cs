namespace NvScanner.Simulation.Cell.Fields;

/// <summary>Wavenumbers of a map, how far its splines and its height weaken each wave, and which waves have no partner of opposite sign.</summary>
internal sealed class WaveTable
{
    // waves weaker than this lie below the precision of the maps
    private const double LargestExponent = 25;

    private readonly double _stepX, _stepY, _heightMetres;
    private readonly double[] _responsesX, _responsesY;

    public WaveTable(BlockGrid grid, int columns, int rows, double heightMetres)
    {
        (Columns, Rows, _stepX, _stepY, _heightMetres) = (columns, rows, grid.StepX, grid.StepY, heightMetres);
        (_responsesX, _responsesY) = (Responses(columns), Responses(rows));
    }

    public int Columns { get; }

    public int Rows { get; }

    public int NumberAlongX(int column) => 2 * column < Columns ? column : column - Columns;

    public int NumberAlongY(int row) => 2 * row < Rows ? row : row - Rows;

    public bool IsNyquistAlongX(int column) => 2 * column == Columns;

    public bool IsNyquistAlongY(int row) => 2 * row == Rows;

    /// <summary>exp(-k z) over the splines' response, and the direction (kx, ky)/k of the wave.</summary>
    public double Attenuation(int column, int row, out double ux, out double uy)
    {
        double kx = NumberAlongX(column) * _stepX, ky = NumberAlongY(row) * _stepY;
        var k = Math.Sqrt(kx * kx + ky * ky);
        (ux, uy) = (kx / k, ky / k);
        var exponent = k * _heightMetres;
        return exponent > LargestExponent ? 0 : Math.Exp(-exponent) / (_responsesX[column] * _responsesY[row]);
    }

    private static double[] Responses(int count) => [.. Enumerable.Range(0, count).Select(wave => SplineMap.Response(2 * Math.PI * wave / count))];
}
