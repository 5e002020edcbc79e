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

    /// <summary>Shape of the tiles of a dataset; null = it needs none.</summary>
    public IReadOnlyList<long>? TileOf(DatasetDefinition dataset, RunShape shape) =>
        _byColumns && dataset.Page is not null ? dataset.ColumnOf(shape) : null;
}
