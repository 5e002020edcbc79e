using System.Numerics;
using NvScanner.Physics;
using NvScanner.Physics.Fourier;

namespace NvScanner.Simulation.Cell.Fields;

/// <summary>
/// Everything that the field above a block is made of, as one amplitude per wave in the plane z = 0: each wave exp(i(kx x + ky y) - k z) of the field is
/// this amplitude times a factor that depends on the wave alone.
/// <code>
/// magnetised voxels:  A = 1/2 sum over layers of chi(k) (exp(-k t) - exp(-k b))                    t, b: depths of the layer's top and bottom
/// currents:           C = Bz at z = 0 = mu0/2 (i/k) sum of (kx Jy - ky Jx)(k) (exp(-k t) - exp(-k b))/k
/// </code>
/// (Blakely, Potential Theory in Gravity and Magnetic Applications (1995), 11.2; Roth, Sepulveda, Wikswo, J. Appl. Phys. 65, 361 (1989)). The voxels are
/// boxes: sinc(kx p/2) sinc(ky p/2). Above the currents the field has no curl, so that Bz alone says everything.
/// </summary>
internal sealed class SourceSpectrum
{
    // a layer whose own attenuation is below this adds nothing that the map's precision could hold
    private const double SmallestAttenuation = 1e-7;

    private readonly BlockGrid _grid;
    private readonly int _mostX;
    private readonly int _mostY;
    private readonly Complex[] _amplitudes; // [n + mostY][m], m from 0: the other half is its conjugate
    private readonly Complex[] _line;       // mean over y, [m] in the long period

    private SourceSpectrum(BlockGrid grid)
    {
        _grid = grid;
        // only as fine as the finest map that is ever made
        var finest = grid.SamplingAt(0);
        (_mostX, _mostY) = ((int)(grid.PaddedColumns * finest / 2), (int)(grid.Rows * finest / 2));
        _amplitudes = new Complex[(2 * _mostY + 1) * (_mostX + 1)];
        _line = new Complex[BlockGrid.LinePeriods * _mostX + 1];
    }

    /// <summary>
    /// The spectrum of susceptibilities [layer, row, column]. Beneath the block the mean of each column over y and depth goes on down to the given depth,
    /// where that is deeper than the block.
    /// </summary>
    public static SourceSpectrum OfSusceptibility(BlockGrid grid, double[] susceptibilities, double bulkDepthMetres)
    {
        var spectrum = new SourceSpectrum(grid);
        spectrum.Sum(spectrum.Transform(susceptibilities), [], (_, _, sum, _) => 0.5 * sum);

        var line = spectrum.LineMeans(susceptibilities);
        var deep = new Complex[grid.PaddedColumns * BlockGrid.LinePeriods];
        for (var layer = 0; layer < grid.Layers; layer++)
            for (var m = 0; m < deep.Length; m++)
                deep[m] += line[m * grid.Layers + layer] * ((grid.BoundariesMetres[layer] - grid.BoundariesMetres[layer + 1]) / -grid.BoundariesMetres[^1]);
        spectrum.SumLine(line, (m, k, sum) =>
        {
            if (bulkDepthMetres > -grid.BoundariesMetres[^1])
                sum += deep[m % deep.Length] * (Math.Exp(k * grid.BoundariesMetres[^1]) - Math.Exp(-k * bulkDepthMetres));
            return 0.5 * sum;
        });
        return spectrum;
    }

    /// <summary>The spectrum of current densities [layer, row, column] in A/m² without their mean, which makes no wave.</summary>
    public static SourceSpectrum OfCurrent(BlockGrid grid, double[] alongX, double[] alongY)
    {
        const double half = 0.5 * PhysicalConstants.VacuumPermeability;
        var spectrum = new SourceSpectrum(grid);
        spectrum.Sum(spectrum.Transform(alongX), spectrum.Transform(alongY), (kx, ky, x, y) => new Complex(0, half / (kx * kx + ky * ky)) * (kx * y - ky * x));
        spectrum.SumLine(spectrum.LineMeans(alongY), (_, k, y) => new Complex(0, half / k) * y);
        return spectrum;
    }

    /// <summary>The amplitude of wave (m, n) of the plane, n not 0.</summary>
    public Complex At(int m, int n) => m >= 0
        ? _amplitudes[(n + _mostY) * (_mostX + 1) + m]
        : Complex.Conjugate(_amplitudes[(_mostY - n) * (_mostX + 1) - m]);

    /// <summary>The amplitude of wave m > 0 of the mean over y, in steps of the long period.</summary>
    public Complex LineAt(int m) => _line[m];

    private delegate Complex Wave(double kx, double ky, Complex first, Complex second);

    private delegate Complex LineWave(int m, double k, Complex sum);

    // layers of one or two sources [wave, layer], attenuated and summed for every wave
    private void Sum(Complex[] first, Complex[] second, Wave wave)
    {
        var layers = _grid.Layers;
        var shapes = new Complex[_mostX + 1];
        for (var m = 0; m <= _mostX; m++) shapes[m] = ShapeOf(m * _grid.StepX) / ((double)_grid.PaddedColumns * _grid.Rows);
        Parallel.For(-_mostY, _mostY + 1, () => new double[layers], (n, _, weights) =>
        {
            if (n == 0) return weights;
            var ky = n * _grid.StepY;
            var shapeY = ShapeOf(ky);
            var row = Modulo(n, _grid.Rows) * _grid.PaddedColumns;
            var line = _amplitudes.AsSpan((n + _mostY) * (_mostX + 1), _mostX + 1);
            for (int m = 0, column = 0; m < line.Length; m++, column = column + 1 == _grid.PaddedColumns ? 0 : column + 1)
            {
                var kx = m * _grid.StepX;
                var reaching = Attenuate(Math.Sqrt(kx * kx + ky * ky), weights);
                var at = (row + column) * layers;
                line[m] = shapes[m] * shapeY * wave(kx, ky, Weighted(first, at, reaching), second.Length == 0 ? 0 : Weighted(second, at, reaching));
            }
            return weights;
        }, _ => { });
    }

    private void SumLine(Complex[] means, LineWave wave)
    {
        var weights = new double[_grid.Layers];
        var period = _grid.PaddedColumns * BlockGrid.LinePeriods;
        for (var m = 1; m < _line.Length; m++)
        {
            var k = m * _grid.StepX / BlockGrid.LinePeriods;
            var reaching = Attenuate(k, weights);
            _line[m] = ShapeOf(k) / period * wave(m, k, Weighted(means, m % period * _grid.Layers, reaching));
        }
    }

    private static Complex Weighted(Complex[] spectra, int at, ReadOnlySpan<double> weights)
    {
        double real = 0, imaginary = 0;
        var layers = spectra.AsSpan(at, weights.Length);
        for (var layer = 0; layer < weights.Length; layer++)
        {
            real += weights[layer] * layers[layer].Real;
            imaginary += weights[layer] * layers[layer].Imaginary;
        }
        return new Complex(real, imaginary);
    }

    // a box of one pitch whose centre stands half a pitch from the origin
    private Complex ShapeOf(double k)
    {
        var half = 0.5 * k * _grid.PitchMetres;
        return Complex.FromPolarCoordinates(Math.Abs(half) < 1e-9 ? 1 : Math.Sin(half) / half, -half);
    }

    // exp(-k t) - exp(-k b) of the layers from which something arrives
    private ReadOnlySpan<double> Attenuate(double k, double[] weights)
    {
        double above = 1;
        var layer = 0;
        for (; layer < weights.Length && above > SmallestAttenuation; layer++)
        {
            var below = Math.Exp(k * _grid.BoundariesMetres[layer + 1]);
            weights[layer] = above - below;
            above = below;
        }
        return weights.AsSpan(0, layer);
    }

    // spectra [wave, layer] of the layers, two of which share one transform
    private Complex[] Transform(double[] maps)
    {
        var transform = new PlaneTransform(_grid.PaddedColumns, _grid.Rows);
        var size = _grid.Columns * _grid.Rows;
        var spectra = new Complex[_grid.PaddedColumns * _grid.Rows * _grid.Layers];
        for (var layer = 0; layer < _grid.Layers; layer += 2)
        {
            var (own, hasSecond) = (layer, layer + 1 < _grid.Layers);
            var (real, imaginary) = transform.Forward(maps.AsMemory(layer * size, size), hasSecond ? maps.AsMemory((layer + 1) * size, size) : default, _grid.Columns);
            Parallel.For(0, _grid.Rows, n =>
            {
                for (var m = 0; m < _grid.PaddedColumns; m++)
                {
                    var at = n * _grid.PaddedColumns + m;
                    var opposite = (n == 0 ? 0 : _grid.Rows - n) * _grid.PaddedColumns + (m == 0 ? 0 : _grid.PaddedColumns - m);
                    spectra[at * _grid.Layers + own] = new Complex(0.5 * (real[at] + real[opposite]), 0.5 * (imaginary[at] - imaginary[opposite]));
                    if (hasSecond) spectra[at * _grid.Layers + own + 1] = new Complex(0.5 * (imaginary[at] + imaginary[opposite]), 0.5 * (real[opposite] - real[at]));
                }
            });
        }
        return spectra;
    }

    // spectra [wave, layer] of the means over y in the long period, eight layers at a time
    private Complex[] LineMeans(double[] maps)
    {
        var length = _grid.PaddedColumns * BlockGrid.LinePeriods;
        var transform = new LaneFourierTransform(length);
        var (tile, scratch) = (new LaneTile(length), new LaneTile(length));
        var spectra = new Complex[length * _grid.Layers];
        for (var from = 0; from < _grid.Layers; from += LaneTile.Lanes)
        {
            tile.Clear();
            var count = Math.Min(LaneTile.Lanes, _grid.Layers - from);
            for (var lane = 0; lane < count; lane++)
                for (var row = 0; row < _grid.Rows; row++)
                {
                    var voxels = maps.AsSpan(((from + lane) * _grid.Rows + row) * _grid.Columns, _grid.Columns);
                    for (var x = 0; x < voxels.Length; x++) tile.Real[x * LaneTile.Lanes + lane] += voxels[x] / _grid.Rows;
                }
            transform.Forward(tile, scratch);
            for (var m = 0; m < length; m++)
                for (var lane = 0; lane < count; lane++)
                    spectra[m * _grid.Layers + from + lane] = new Complex(tile.Real[m * LaneTile.Lanes + lane], tile.Imaginary[m * LaneTile.Lanes + lane]);
        }
        return spectra;
    }

    private static int Modulo(int value, int period) => (value % period + period) % period;
}
