using System.Buffers;
using NvScanner.Physics.Fourier;

namespace NvScanner.Simulation.Cell.Fields;

/// <summary>
/// Transforms of whole planes, eight rows or columns at a time; blocks are independent, so that the result does not depend on the number of threads.
/// </summary>
internal sealed class PlaneTransform(int columns, int rows)
{
    private const int Lanes = LaneTile.Lanes;

    private readonly LaneFourierTransform _alongX = new(columns);
    private readonly LaneFourierTransform _alongY = new(rows);

    /// <summary>Fills a block of eight columns of every plane's spectrum: the value of row n stands at 8 n + lane.</summary>
    public delegate void SpectrumSource(int firstColumn, LaneTile[] tiles);

    /// <summary>Takes a row of every transformed plane: the value of column x stands at 8 x + lane.</summary>
    public delegate void RowSink(int row, int lane, LaneTile[] tiles);

    public int Columns => columns;

    public int Rows => rows;

    /// <summary>The spectrum of first + i second, two real maps [row, column] of which the rest of a row is zero; [row, column] of wavenumbers.</summary>
    public (double[] Real, double[] Imaginary) Forward(ReadOnlyMemory<double> first, ReadOnlyMemory<double> second, int mapColumns)
    {
        var (real, imaginary) = (new double[columns * rows], new double[columns * rows]);
        ForBlocks(rows, columns, (from, count, tile, scratch) =>
        {
            tile.Clear();
            for (var lane = 0; lane < count; lane++)
            {
                var map = first.Span.Slice((from + lane) * mapColumns, mapColumns);
                for (var x = 0; x < map.Length; x++) tile.Real[x * Lanes + lane] = map[x];
                if (second.IsEmpty) continue;
                map = second.Span.Slice((from + lane) * mapColumns, mapColumns);
                for (var x = 0; x < map.Length; x++) tile.Imaginary[x * Lanes + lane] = map[x];
            }
            _alongX.Forward(tile, scratch);
            for (var lane = 0; lane < count; lane++)
                for (var x = 0; x < columns; x++)
                {
                    real[(from + lane) * columns + x] = tile.Real[x * Lanes + lane];
                    imaginary[(from + lane) * columns + x] = tile.Imaginary[x * Lanes + lane];
                }
        });
        ForBlocks(columns, rows, (from, count, tile, scratch) =>
        {
            for (var y = 0; y < rows; y++)
            {
                real.AsSpan(y * columns + from, count).CopyTo(tile.Real.AsSpan(y * Lanes));
                imaginary.AsSpan(y * columns + from, count).CopyTo(tile.Imaginary.AsSpan(y * Lanes));
            }
            _alongY.Forward(tile, scratch);
            for (var y = 0; y < rows; y++)
            {
                tile.Real.AsSpan(y * Lanes, count).CopyTo(real.AsSpan(y * columns + from));
                tile.Imaginary.AsSpan(y * Lanes, count).CopyTo(imaginary.AsSpan(y * columns + from));
            }
        });
        return (real, imaginary);
    }

    /// <summary>Sums the Fourier series of several planes at once: sum over m, n of F exp(2 pi i (m x/columns + n y/rows)).</summary>
    public void Inverse(int planes, SpectrumSource source, RowSink sink)
    {
        // rows a little apart from a round length: else all rows of a column would share a few sets of the cache
        var stride = columns + Lanes;
        var size = stride * rows;
        var real = ArrayPool<double>.Shared.Rent(planes * size);
        var imaginary = ArrayPool<double>.Shared.Rent(planes * size);
        Parallel.For(0, Blocks(columns), () => (Tiles: NewTiles(planes, rows), Scratch: new LaneTile(rows)), (block, _, own) =>
        {
            var from = block * Lanes;
            var count = Math.Min(Lanes, columns - from);
            source(from, own.Tiles);
            for (var plane = 0; plane < planes; plane++)
            {
                var tile = own.Tiles[plane];
                _alongY.InverseUnscaled(tile, own.Scratch);
                for (var y = 0; y < rows; y++)
                {
                    tile.Real.AsSpan(y * Lanes, count).CopyTo(real.AsSpan(plane * size + y * stride + from));
                    tile.Imaginary.AsSpan(y * Lanes, count).CopyTo(imaginary.AsSpan(plane * size + y * stride + from));
                }
            }
            return own;
        }, _ => { });
        Parallel.For(0, Blocks(rows), () => (Tiles: NewTiles(planes, columns), Scratch: new LaneTile(columns)), (block, _, own) =>
        {
            var from = block * Lanes;
            var count = Math.Min(Lanes, rows - from);
            for (var plane = 0; plane < planes; plane++)
            {
                var tile = own.Tiles[plane];
                for (var lane = 0; lane < count; lane++)
                {
                    var rowReal = real.AsSpan(plane * size + (from + lane) * stride, columns);
                    var rowImaginary = imaginary.AsSpan(plane * size + (from + lane) * stride, columns);
                    for (var x = 0; x < rowReal.Length; x++)
                        (tile.Real[x * Lanes + lane], tile.Imaginary[x * Lanes + lane]) = (rowReal[x], rowImaginary[x]);
                }
                _alongX.InverseUnscaled(tile, own.Scratch);
            }
            for (var lane = 0; lane < count; lane++) sink(from + lane, lane, own.Tiles);
            return own;
        }, _ => { });
        ArrayPool<double>.Shared.Return(real);
        ArrayPool<double>.Shared.Return(imaginary);
    }

    private static void ForBlocks(int lines, int length, Action<int, int, LaneTile, LaneTile> work) => Parallel.For(
        0, Blocks(lines), () => (Tile: new LaneTile(length), Scratch: new LaneTile(length)), (block, _, own) =>
        {
            work(block * Lanes, Math.Min(Lanes, lines - block * Lanes), own.Tile, own.Scratch);
            return own;
        }, _ => { });

    private static LaneTile[] NewTiles(int count, int length) => [.. Enumerable.Range(0, count).Select(_ => new LaneTile(length))];

    private static int Blocks(int lines) => (lines + Lanes - 1) / Lanes;
}
