using System.Numerics;
using System.Runtime.Intrinsics;
using NvScanner.Physics;
using NvScanner.Physics.Fourier;

namespace NvScanner.Simulation.Cell.Fields;

/// <summary>
/// The field above a block on a ladder of planes, each made when it is first needed: the tensor by which the stray field answers to any B_ext, or the
/// fields of up to two current distributions. Between planes a cubic in ln z through values and slopes; the slopes along z follow from those in
/// the plane, since the field has neither sources nor curl there.
/// </summary>
internal sealed class FieldMaps
{
    private const int Pairs = 3;

    private readonly BlockGrid _grid;
    private readonly SourceSpectrum[] _spectra;
    private readonly bool _isStray;
    private readonly SplineMap?[] _planes = new SplineMap?[HeightLadder.Planes];

    private FieldMaps(BlockGrid grid, bool isStray, params SourceSpectrum[] spectra) => (_grid, _isStray, _spectra) = (grid, isStray, spectra);

    /// <summary>Maps of the stray field of susceptibilities.</summary>
    public static FieldMaps OfStrayField(BlockGrid grid, SourceSpectrum susceptibility) => new(grid, true, susceptibility);

    /// <summary>Maps of the fields of a current that is driven and one that flows at rest, if any does.</summary>
    public static FieldMaps OfCurrents(BlockGrid grid, SourceSpectrum driven, SourceSpectrum? resting) =>
        resting is null ? new(grid, false, driven) : new(grid, false, driven, resting);

    /// <summary>Stray field in a bias field, outside the sample.</summary>
    public Vector3d StrayFieldAt(Vector3d position, Vector3d biasTesla)
    {
        var (plane, fraction, remaining) = HeightLadder.Find(position.Z);
        var low = Contracted(plane, position, biasTesla);
        var high = Contracted(plane + 1, position, biasTesla);
        return Between(low, high, plane, fraction) * remaining;
    }

    /// <summary>Field of the driven current per its unit plus that of the current at rest.</summary>
    public Vector3d CurrentFieldAt(Vector3d position, double driven)
    {
        var (plane, fraction, remaining) = HeightLadder.Find(position.Z);
        var low = Combined(plane, position, driven);
        var high = Combined(plane + 1, position, driven);
        return Between(low, high, plane, fraction) * remaining;
    }

    private static Vector3d Between((Vector3d Value, Vector3d Slope) low, (Vector3d Value, Vector3d Slope) high, int plane, double t)
    {
        // Hermite's cubic in u = ln z, df/du = z df/dz, over a step of ln 2
        var step = Math.Log(2);
        var s = 1 - t;
        return low.Value * (s * s * (1 + 2 * t)) + high.Value * (t * t * (1 + 2 * s))
            + (low.Slope * (HeightLadder.HeightOf(plane) * s) - high.Slope * (HeightLadder.HeightOf(plane + 1) * t)) * (step * t * s);
    }

    // T_ij B_j and its derivative along z: d_z T_xx = d_x T_xz and so on, T_zz = -T_xx - T_yy
    private (Vector3d Value, Vector3d Slope) Contracted(int plane, Vector3d position, Vector3d b)
    {
        Map(plane).Evaluate(position.X, position.Y, out var t, out var dx, out var dy);
        return (
            new Vector3d(
                t[0] * b.X + t[2] * b.Y + t[3] * b.Z,
                t[2] * b.X + t[1] * b.Y + t[4] * b.Z,
                t[3] * b.X + t[4] * b.Y - (t[0] + t[1]) * b.Z),
            new Vector3d(
                dx[3] * b.X + dx[4] * b.Y - (dx[0] + dx[1]) * b.Z,
                dy[3] * b.X + dy[4] * b.Y - (dy[0] + dy[1]) * b.Z,
                -(dx[0] + dx[1]) * b.X - (dy[0] + dy[1]) * b.Y - (dx[3] + dy[4]) * b.Z));
    }

    private (Vector3d Value, Vector3d Slope) Combined(int plane, Vector3d position, double driven)
    {
        Map(plane).Evaluate(position.X, position.Y, out var b, out var dx, out var dy);
        return (Sum(b, driven), new Vector3d(
            dx[2] * driven + dx[5], dy[2] * driven + dy[5], -(dx[0] + dy[1]) * driven - (dx[3] + dy[4])));

        static Vector3d Sum(Vector256<float> b, double driven) => new(b[0] * driven + b[3], b[1] * driven + b[4], b[2] * driven + b[5]);
    }

    private SplineMap Map(int plane) => _planes[plane] ??= Compute(HeightLadder.HeightOf(plane));

    private SplineMap Compute(double height)
    {
        var sampling = _grid.SamplingAt(height);
        var map = new SplineMap((int)(_grid.PaddedColumns * sampling), (int)(_grid.Rows * sampling), _grid.PitchMetres / sampling);
        var line = LineOf(map, height);
        var waves = new WaveTable(_grid, map.Columns, map.Rows, height);
        new PlaneTransform(map.Columns, map.Rows).Inverse(
            Pairs,
            (firstColumn, tiles) => FillWaves(waves, firstColumn, tiles),
            (row, lane, tiles) =>
            {
                var to = map.RowOf(row);
                for (var x = 0; x < map.Columns; x++)
                {
                    var sample = to.Slice(x * SplineMap.Channels, SplineMap.Channels);
                    line.AsSpan(x * SplineMap.Channels, SplineMap.Channels).CopyTo(sample);
                    for (var pair = 0; pair < Pairs; pair++)
                    {
                        sample[2 * pair] += (float)tiles[pair].Real[x * LaneTile.Lanes + lane];
                        sample[2 * pair + 1] += (float)tiles[pair].Imaginary[x * LaneTile.Lanes + lane];
                    }
                }
            });
        return map;
    }

    private void FillWaves(WaveTable waves, int firstColumn, LaneTile[] tiles)
    {
        foreach (var tile in tiles) tile.Clear();
        var columns = Math.Min(LaneTile.Lanes, waves.Columns - firstColumn);
        for (var row = 0; row < waves.Rows; row++)
        {
            var n = waves.NumberAlongY(row);
            if (n == 0 || waves.IsNyquistAlongY(row)) continue;
            for (var lane = 0; lane < columns; lane++)
            {
                if (waves.IsNyquistAlongX(firstColumn + lane)) continue;
                var m = waves.NumberAlongX(firstColumn + lane);
                var attenuation = waves.Attenuation(firstColumn + lane, row, out var ux, out var uy);
                if (attenuation == 0) continue;
                var first = _spectra[0].At(m, n) * attenuation;
                var second = _spectra.Length > 1 ? _spectra[1].At(m, n) * attenuation : Complex.Zero;
                Spread(first, second, ux, uy, tiles, row * LaneTile.Lanes + lane);
            }
        }
    }

    // the mean over y [column, channel], a series along x in the long period
    private float[] LineOf(SplineMap map, double height)
    {
        var length = map.Columns * BlockGrid.LinePeriods;
        LaneTile[] tiles = [.. Enumerable.Range(0, Pairs).Select(_ => new LaneTile(length))];
        for (var m = 1; m < length / 2; m++)
        {
            var k = m * _grid.StepX / BlockGrid.LinePeriods;
            var attenuation = Math.Exp(-k * height) / SplineMap.Response(2 * Math.PI * m / length);
            var first = _spectra[0].LineAt(m) * attenuation;
            var second = _spectra.Length > 1 ? _spectra[1].LineAt(m) * attenuation : Complex.Zero;
            Spread(first, second, 1, 0, tiles, m * LaneTile.Lanes);
            Spread(Complex.Conjugate(first), Complex.Conjugate(second), -1, 0, tiles, (length - m) * LaneTile.Lanes);
        }
        var scratch = new LaneTile(length);
        var transform = new LaneFourierTransform(length);
        foreach (var tile in tiles) transform.InverseUnscaled(tile, scratch);

        var line = new float[map.Columns * SplineMap.Channels];
        // right of the middle of the gap the period's other end lies nearer
        var middle = (_grid.Columns + _grid.PaddedColumns) * map.Columns / (2 * _grid.PaddedColumns);
        for (var column = 0; column < map.Columns; column++)
        {
            var from = (column < middle ? column : length - map.Columns + column) * LaneTile.Lanes;
            for (var pair = 0; pair < Pairs; pair++)
            {
                line[column * SplineMap.Channels + 2 * pair] = (float)tiles[pair].Real[from];
                line[column * SplineMap.Channels + 2 * pair + 1] = (float)tiles[pair].Imaginary[from];
            }
        }
        return line;
    }

    // the channels of one wave with the direction u = (kx, ky)/k, two real maps in one complex: first + i second
    private void Spread(Complex first, Complex second, double ux, double uy, LaneTile[] tiles, int at)
    {
        if (_isStray)
        {
            // T_xx + i T_yy = -(ux² + i uy²) A;   T_xy + i T_xz = ux (1 - uy) A;   T_yz = -i uy A
            var (real, imaginary) = (first.Real, first.Imaginary);
            tiles[0].Real[at] = uy * uy * imaginary - ux * ux * real;
            tiles[0].Imaginary[at] = -ux * ux * imaginary - uy * uy * real;
            tiles[1].Real[at] = ux * (1 - uy) * real;
            tiles[1].Imaginary[at] = ux * (1 - uy) * imaginary;
            tiles[2].Real[at] = uy * imaginary;
            tiles[2].Imaginary[at] = -uy * real;
            return;
        }
        // driven C and resting R: Bx + i By = (uy - i ux) C;   Bz + i Bx' = C + ux R;   By' + i Bz' = i (1 - uy) R
        tiles[0].Real[at] = uy * first.Real + ux * first.Imaginary;
        tiles[0].Imaginary[at] = uy * first.Imaginary - ux * first.Real;
        tiles[1].Real[at] = first.Real + ux * second.Real;
        tiles[1].Imaginary[at] = first.Imaginary + ux * second.Imaginary;
        tiles[2].Real[at] = -(1 - uy) * second.Imaginary;
        tiles[2].Imaginary[at] = (1 - uy) * second.Real;
    }
}
