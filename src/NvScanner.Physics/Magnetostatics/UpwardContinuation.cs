namespace NvScanner.Physics.Magnetostatics;

/// <summary>
/// A component of a field that has all its sources below, continued to a plane further up: F(k) exp(-k dz), k = |k| (Blakely, Potential Theory
/// in Gravity and Magnetic Applications (1995), 12.1).
/// </summary>
/// <remarks>
/// The mean is kept and the rest padded with zeros to twice the map: right for sources inside the map, and wrong in a rim of about three times
/// the distance where the field goes on outside. Continuation downwards multiplies noise without bound and is refused.
/// </remarks>
public sealed class UpwardContinuation
{
    private readonly PlaneGrid _grid;
    private readonly PlaneConvolution _convolution;
    private readonly ILookup<int, ConvolutionTerm> _terms;
    private readonly double[] _centred;

    /// <summary>A continuation of maps of the grid by a distance in m, at least 0.</summary>
    public UpwardContinuation(PlaneGrid grid, double distanceMetres)
    {
        if (!(distanceMetres >= 0) || double.IsInfinity(distanceMetres))
            throw new ArgumentOutOfRangeException(nameof(distanceMetres), distanceMetres, "A field is continued upwards, by a distance of at least 0 m; downwards its noise grows without bound.");
        _grid = grid;
        _centred = new double[grid.Count];
        _convolution = new PlaneConvolution(grid, 1);
        var kernel = _convolution.NewSpectrum(Parity.Even, Parity.Even);
        double stepX = 2 * Math.PI / (_convolution.PaddedColumns * grid.PitchXMetres), stepY = 2 * Math.PI / (_convolution.PaddedRows * grid.PitchYMetres);
        kernel.Fill((kx, ky) => Math.Exp(-distanceMetres * double.Hypot(kx * stepX, ky * stepY)));
        _terms = new[] { new ConvolutionTerm(0, 0, kernel, 1) }.ToLookup(term => term.Channel);
    }

    /// <summary>Writes the continued map [iy, ix] of a map [iy, ix], in its unit; both of the grid's size, or ArgumentException.</summary>
    public void Apply(ReadOnlySpan<double> map, Memory<double> continued)
    {
        if (map.Length != _grid.Count || continued.Length != _grid.Count)
            throw new ArgumentException($"Both maps need {_grid.Rows} rows x {_grid.Columns} columns; they have {map.Length} and {continued.Length} values.");
        var mean = 0.0;
        foreach (var value in map) mean += value / map.Length;
        for (var i = 0; i < map.Length; i++) _centred[i] = map[i] - mean;
        _convolution.Apply([_centred], _terms, continued);
        foreach (ref var value in continued.Span) value += mean;
    }
}
