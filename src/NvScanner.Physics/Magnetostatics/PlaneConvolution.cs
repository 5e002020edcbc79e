using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NvScanner.Physics.Fourier;

namespace NvScanner.Physics.Magnetostatics;

/// <summary>
/// Sums of linear convolutions of real maps with real kernels, by transforms padded with zeros to at least twice the grid, so that no
/// image of a source enters. Two real maps share one complex transform.
/// </summary>
/// <remarks>
/// Rows are transformed eight at a time; then each block of eight columns is transformed, multiplied and transformed back while it stays in
/// the cache. Blocks are independent and each sums in a fixed order: the result does not depend on the number of threads.
/// An instance owns its buffers and serves one caller at a time.
/// </remarks>
internal sealed class PlaneConvolution
{
    private const int Lanes = LaneTile.Lanes;

    private readonly PlaneGrid _grid;
    private readonly int _outputs;
    private readonly LaneFourierTransform _alongX;
    private readonly LaneFourierTransform _alongY;
    private readonly int _halfColumns;
    private readonly int _halfRows;
    private readonly int _rowBlocks;
    private readonly int _rowStride;
    private readonly ConcurrentBag<Workspace> _workspaces = [];
    private double[] _sourceReal = [];
    private double[] _sourceImaginary = [];
    private double[] _resultReal = [];
    private double[] _resultImaginary = [];

    public PlaneConvolution(PlaneGrid grid, int outputs)
    {
        (_grid, _outputs) = (grid, outputs);
        _alongX = new LaneFourierTransform(LaneFourierTransform.LengthOfAtLeast(2 * grid.Columns));
        _alongY = new LaneFourierTransform(LaneFourierTransform.LengthOfAtLeast(2 * grid.Rows));
        _halfColumns = _alongX.Length / 2 + 1;
        _halfRows = _alongY.Length / 2 + 1;
        _rowBlocks = Blocks(grid.Rows);
        // one block more than the rows: a stride that is a power of two would map a whole column onto few cache sets
        _rowStride = (_rowBlocks + 1) * Lanes;
    }

    /// <summary>Columns of the padded plane.</summary>
    public int PaddedColumns => _alongX.Length;

    /// <summary>Rows of the padded plane.</summary>
    public int PaddedRows => _alongY.Length;

    public int MaximumThreads { get; init; } = Environment.ProcessorCount;

    /// <summary>An empty spectrum of this plane, to be filled by wavenumbers.</summary>
    public KernelSpectrum NewSpectrum(Parity alongX, Parity alongY) => new(alongX, alongY, Blocks(_halfColumns), _halfRows);

    /// <summary>
    /// Transforms two kernels of equal parities, given at the offsets 0 to rows-1 and 0 to columns-1 (field point minus source).
    /// </summary>
    public void Transform(ReadOnlySpan<double> first, ReadOnlySpan<double> second, KernelSpectrum firstSpectrum, KernelSpectrum secondSpectrum)
    {
        var (parityX, parityY) = (firstSpectrum.AlongX == Parity.Even ? 1 : -1, firstSpectrum.AlongY == Parity.Even ? 1 : -1);
        var workspace = Rent();
        var (rowReal, rowImaginary) = workspace.KernelRows(_halfColumns * _rowStride);
        var tile = workspace.Row;
        for (var block = 0; block < _rowBlocks; block++)
        {
            tile.Clear();
            var rows = Math.Min(Lanes, _grid.Rows - block * Lanes);
            for (var lane = 0; lane < rows; lane++)
            {
                var from = (block * Lanes + lane) * _grid.Columns;
                for (var x = 0; x < _grid.Columns; x++)
                {
                    var at = x * Lanes + lane;
                    (tile.Real[at], tile.Imaginary[at]) = (first[from + x], second[from + x]);
                    if (x == 0) continue;
                    var mirrored = (PaddedColumns - x) * Lanes + lane;
                    (tile.Real[mirrored], tile.Imaginary[mirrored]) = (parityX * first[from + x], parityX * second[from + x]);
                }
            }
            _alongX.Forward(tile, workspace.RowScratch);
            for (var kx = 0; kx < _halfColumns; kx++)
            {
                tile.Real.AsSpan(kx * Lanes, Lanes).CopyTo(rowReal.AsSpan(kx * _rowStride + block * Lanes));
                tile.Imaginary.AsSpan(kx * Lanes, Lanes).CopyTo(rowImaginary.AsSpan(kx * _rowStride + block * Lanes));
            }
        }

        tile = workspace.Column;
        for (var block = 0; block < Blocks(_halfColumns); block++)
        {
            tile.Clear();
            var columns = Math.Min(Lanes, _halfColumns - block * Lanes);
            for (var lane = 0; lane < columns; lane++)
            {
                var from = (block * Lanes + lane) * _rowStride;
                for (var y = 0; y < _grid.Rows; y++)
                {
                    var at = y * Lanes + lane;
                    (tile.Real[at], tile.Imaginary[at]) = (rowReal[from + y], rowImaginary[from + y]);
                    if (y == 0) continue;
                    var mirrored = (PaddedRows - y) * Lanes + lane;
                    (tile.Real[mirrored], tile.Imaginary[mirrored]) = (parityY * rowReal[from + y], parityY * rowImaginary[from + y]);
                }
            }
            _alongY.Forward(tile, workspace.ColumnScratch);
            var firstValues = firstSpectrum.Values.AsSpan(block * firstSpectrum.BlockLength, firstSpectrum.BlockLength);
            var secondValues = secondSpectrum.Values.AsSpan(block * secondSpectrum.BlockLength, secondSpectrum.BlockLength);
            // first + i second has the transform a + i b where both are real, i a - b where both are imaginary
            for (var i = 0; i < firstValues.Length; i++)
            {
                (firstValues[i], secondValues[i]) = firstSpectrum.IsImaginary
                    ? ((float)tile.Imaginary[i], (float)-tile.Real[i])
                    : ((float)tile.Real[i], (float)tile.Imaginary[i]);
            }
        }
        _workspaces.Add(workspace);
    }

    /// <summary>
    /// Writes the outputs, maps one after the other, from channels (each a map of the grid; empty where no term uses it). Terms are grouped
    /// by channel and apply in their order.
    /// </summary>
    public void Apply(IReadOnlyList<ReadOnlyMemory<double>> channels, ILookup<int, ConvolutionTerm> terms, Memory<double> outputs)
    {
        var used = Enumerable.Range(0, channels.Count).Where(terms.Contains).ToArray();
        var termsOf = Array.ConvertAll(used, channel => terms[channel].ToArray());
        var pairs = (used.Length + 1) / 2;
        Grow(ref _sourceReal, ref _sourceImaginary, _halfColumns * used.Length * _rowStride);
        Grow(ref _resultReal, ref _resultImaginary, _outputs * _halfColumns * _rowStride);
        InParallel(pairs * _rowBlocks, (item, workspace) =>
        {
            int pair = item / _rowBlocks, block = item % _rowBlocks;
            var second = 2 * pair + 1 < used.Length ? channels[used[2 * pair + 1]].Span : default;
            TransformRows(channels[used[2 * pair]].Span, second, 2 * pair, used.Length, block, workspace);
        });
        InParallel(Blocks(_halfColumns), (block, workspace) => ConvolveColumns(block, termsOf, workspace));
        InParallel((_outputs + 1) / 2 * _rowBlocks, (item, workspace) => RestoreRows(item / _rowBlocks * 2, item % _rowBlocks, outputs.Span, workspace));
    }

    // two real maps as one complex map; F(first) = (Z(k) + Z*(-k))/2, F(second) = (Z(k) - Z*(-k))/2i
    private void TransformRows(ReadOnlySpan<double> first, ReadOnlySpan<double> second, int slot, int slots, int block, Workspace workspace)
    {
        var tile = workspace.Row;
        tile.Clear();
        Load(first, block, tile.Real);
        if (!second.IsEmpty) Load(second, block, tile.Imaginary);
        _alongX.Forward(tile, workspace.RowScratch);
        var real = MemoryMarshal.Cast<double, Vector256<double>>(tile.Real);
        var imaginary = MemoryMarshal.Cast<double, Vector256<double>>(tile.Imaginary);
        var half = Vector256.Create(0.5);
        for (var kx = 0; kx < _halfColumns; kx++)
        {
            int plus = 2 * kx, minus = kx == 0 ? 0 : 2 * (PaddedColumns - kx);
            var at = (kx * slots + slot) * _rowStride + block * Lanes;
            for (var v = 0; v < 2; v++, plus++, minus++, at += 4)
            {
                ((real[plus] + real[minus]) * half).CopyTo(_sourceReal.AsSpan(at));
                ((imaginary[plus] - imaginary[minus]) * half).CopyTo(_sourceImaginary.AsSpan(at));
                if (second.IsEmpty) continue;
                ((imaginary[plus] + imaginary[minus]) * half).CopyTo(_sourceReal.AsSpan(at + _rowStride));
                ((real[minus] - real[plus]) * half).CopyTo(_sourceImaginary.AsSpan(at + _rowStride));
            }
        }
    }

    private void Load(ReadOnlySpan<double> map, int block, double[] lanes)
    {
        var rows = Math.Min(Lanes, _grid.Rows - block * Lanes);
        for (var lane = 0; lane < rows; lane++)
        {
            var row = map.Slice((block * Lanes + lane) * _grid.Columns, _grid.Columns);
            for (var x = 0; x < row.Length; x++) lanes[x * Lanes + lane] = row[x];
        }
    }

    private void ConvolveColumns(int block, ConvolutionTerm[][] termsOf, Workspace workspace)
    {
        var results = workspace.Outputs(_outputs);
        foreach (var result in results) result.Clear();
        var columns = Math.Min(Lanes, _halfColumns - block * Lanes);
        var tile = workspace.Column;
        for (var slot = 0; slot < termsOf.Length; slot++)
        {
            tile.Clear();
            for (var lane = 0; lane < columns; lane++)
            {
                var from = ((block * Lanes + lane) * termsOf.Length + slot) * _rowStride;
                Scatter(_sourceReal.AsSpan(from, _grid.Rows), tile.Real, lane);
                Scatter(_sourceImaginary.AsSpan(from, _grid.Rows), tile.Imaginary, lane);
            }
            _alongY.Forward(tile, workspace.ColumnScratch);
            foreach (var term in termsOf[slot]) Accumulate(term, block, tile, results[term.Output]);
        }

        for (var output = 0; output < _outputs; output++)
        {
            _alongY.InverseUnscaled(results[output], workspace.ColumnScratch);
            for (var lane = 0; lane < columns; lane++)
            {
                var to = (output * _halfColumns + block * Lanes + lane) * _rowStride;
                Gather(results[output].Real, lane, _resultReal.AsSpan(to, _grid.Rows));
                Gather(results[output].Imaginary, lane, _resultImaginary.AsSpan(to, _grid.Rows));
            }
        }
    }

    private void Accumulate(ConvolutionTerm term, int block, LaneTile source, LaneTile result)
    {
        var kernel = term.Kernel.Values.AsSpan(block * term.Kernel.BlockLength, term.Kernel.BlockLength);
        var mirroredSign = term.Kernel.IsOddInKy ? -1.0 : 1.0;
        // i κ (re + i im) = -κ im + i κ re
        var (fromReal, fromImaginary) = term.Kernel.IsImaginary ? (source.Imaginary, source.Real) : (source.Real, source.Imaginary);
        var realWeight = term.Kernel.IsImaginary ? -term.Weight : term.Weight;
        MultiplyAdd(kernel, realWeight, mirroredSign, fromReal, result.Real, PaddedRows);
        MultiplyAdd(kernel, term.Weight, mirroredSign, fromImaginary, result.Imaginary, PaddedRows);
    }

    private static void MultiplyAdd(ReadOnlySpan<float> kernel, double weight, double mirroredSign, double[] source, double[] result, int rows)
    {
        var table = MemoryMarshal.Cast<float, Vector256<float>>(kernel);
        var from = MemoryMarshal.Cast<double, Vector256<double>>(source.AsSpan());
        var to = MemoryMarshal.Cast<double, Vector256<double>>(result.AsSpan());
        Vector256<double> direct = Vector256.Create(weight), mirrored = Vector256.Create(weight * mirroredSign);
        for (var ky = 0; ky < table.Length; ky++)
        {
            var (lower, upper) = Vector256.Widen(table[ky]);
            to[2 * ky] += direct * lower * from[2 * ky];
            to[2 * ky + 1] += direct * upper * from[2 * ky + 1];
            if (ky == 0 || 2 * ky == rows) continue;
            var opposite = 2 * (rows - ky);
            to[opposite] += mirrored * lower * from[opposite];
            to[opposite + 1] += mirrored * upper * from[opposite + 1];
        }
    }

    // the spectra of two real maps, first + i second, back to space
    private void RestoreRows(int output, int block, Span<double> maps, Workspace workspace)
    {
        var tile = workspace.Row;
        var hasSecond = output + 1 < _outputs;
        var scale = 1.0 / ((double)PaddedColumns * PaddedRows);
        for (var kx = 0; kx < _halfColumns; kx++)
        {
            var at = (output * _halfColumns + kx) * _rowStride + block * Lanes;
            var second = at + _halfColumns * _rowStride;
            int plus = kx * Lanes, minus = (PaddedColumns - kx) * Lanes;
            for (var lane = 0; lane < Lanes; lane++)
            {
                double ar = _resultReal[at + lane], ai = _resultImaginary[at + lane];
                var (br, bi) = hasSecond ? (_resultReal[second + lane], _resultImaginary[second + lane]) : (0, 0);
                // a real map has no imaginary part at the wavenumbers that are their own opposites
                if (kx == 0 || 2 * kx == PaddedColumns) (ai, bi) = (0, 0);
                else (tile.Real[minus + lane], tile.Imaginary[minus + lane]) = (ar + bi, br - ai);
                (tile.Real[plus + lane], tile.Imaginary[plus + lane]) = (ar - bi, ai + br);
            }
        }
        _alongX.InverseUnscaled(tile, workspace.RowScratch);
        Store(tile.Real, output, block, scale, maps);
        if (hasSecond) Store(tile.Imaginary, output + 1, block, scale, maps);
    }

    private void Store(double[] lanes, int output, int block, double scale, Span<double> maps)
    {
        var rows = Math.Min(Lanes, _grid.Rows - block * Lanes);
        for (var lane = 0; lane < rows; lane++)
        {
            var row = maps.Slice(output * _grid.Count + (block * Lanes + lane) * _grid.Columns, _grid.Columns);
            for (var x = 0; x < row.Length; x++) row[x] = lanes[x * Lanes + lane] * scale;
        }
    }

    private static void Scatter(ReadOnlySpan<double> column, double[] lanes, int lane)
    {
        for (var y = 0; y < column.Length; y++) lanes[y * Lanes + lane] = column[y];
    }

    private static void Gather(double[] lanes, int lane, Span<double> column)
    {
        for (var y = 0; y < column.Length; y++) column[y] = lanes[y * Lanes + lane];
    }

    /// <summary>Runs the items on all threads; the workspaces outlive the call.</summary>
    private void InParallel(int count, Action<int, Workspace> work) => Parallel.For(
        0, count, new ParallelOptions { MaxDegreeOfParallelism = MaximumThreads }, Rent,
        (item, _, workspace) =>
        {
            work(item, workspace);
            return workspace;
        },
        _workspaces.Add);

    private Workspace Rent() => _workspaces.TryTake(out var workspace) ? workspace : new Workspace(PaddedColumns, PaddedRows);

    private static void Grow(ref double[] real, ref double[] imaginary, int length)
    {
        if (real.Length < length) (real, imaginary) = (new double[length], new double[length]);
    }

    private static int Blocks(int count) => (count + Lanes - 1) / Lanes;

    private sealed class Workspace(int columns, int rows)
    {
        private LaneTile[] _outputs = [];
        private double[] _kernelReal = [];
        private double[] _kernelImaginary = [];

        public LaneTile Row { get; } = new(columns);

        public LaneTile RowScratch { get; } = new(columns);

        public LaneTile Column { get; } = new(rows);

        public LaneTile ColumnScratch { get; } = new(rows);

        public LaneTile[] Outputs(int count) =>
            _outputs.Length == count ? _outputs : _outputs = [.. Enumerable.Range(0, count).Select(_ => new LaneTile(rows))];

        public (double[] Real, double[] Imaginary) KernelRows(int length)
        {
            Grow(ref _kernelReal, ref _kernelImaginary, length);
            return (_kernelReal, _kernelImaginary);
        }
    }
}
