using System.Globalization;
using NvScanner.Abstractions.Scanning;
using NvScanner.Hdf5;

namespace NvScanner.Storage.Layout;

/// <summary>The order in which the pixels of a run lie in its file: line after line of the scan, so that a line is one stretch of every dataset.</summary>
/// <remarks>
/// Lines along x are rows, the order of any HDF5 dataset. Lines along y are columns: the datasets are tiled by columns, which readers do not notice:
/// they see [frame, y, x] all the same.
/// </remarks>
internal sealed class PixelOrder(ScanGeometry scan)
{
    private const double LargestTileBytes = uint.MaxValue;

    private readonly bool _byColumns = scan.FastAxis == FastAxis.Y;

    /// <summary>The format that files in this order need.</summary>
    public Hdf5Format Format => _byColumns ? Hdf5Format.V110 : Hdf5Format.Earliest;

    /// <summary>Number of a pixel (y * PixelsX + x of its frame) in the order of the file.</summary>
    public long PlaceOf(int frame, int pixel)
    {
        if (_byColumns)
        {
            var (y, x) = Math.DivRem(pixel, scan.PixelsX);
            pixel = x * scan.PixelsY + y;
        }

        return (long)frame * scan.PixelsPerFrame + pixel;
    }

    /// <summary>Shape of the tiles of a dataset; null = it needs none. Throws <see cref="IOException"/> where a tile is larger than HDF5 allows.</summary>
    public IReadOnlyList<long>? TileOf(DatasetDefinition dataset, RunShape shape)
    {
        if (!_byColumns || dataset.Page is null) return null;
        var tile = dataset.ColumnOf(shape);
        var bytes = tile.Aggregate(dataset.Type switch { Hdf5Type.UInt8 => 1.0, Hdf5Type.UInt32 or Hdf5Type.Int32 => 4.0, _ => 8.0 }, (product, length) => product * length);
        if (bytes > LargestTileBytes)
            throw new IOException(string.Create(CultureInfo.InvariantCulture,
                $"a line along y of {dataset.Path} takes {bytes / 1e9:0.0} GB, more than the 4.3 GB that HDF5 keeps in one piece; scan along x, or fewer rows or frequencies"));
        return tile;
    }
}
