using System.Globalization;
using System.Runtime.InteropServices;
using NvScanner.Abstractions.Runs;
using NvScanner.Hdf5;
using NvScanner.Storage.Layout;
using NvScanner.Storage.Writing;

namespace NvScanner.Storage.Continuing;

/// <summary>Holds the pixels of a run that is lived through again against those that its file has.</summary>
internal sealed class PixelComparison
{
    private readonly StoredRun _stored;
    private readonly int _columns;
    private readonly Column[] _datasets;

    public PixelComparison(StoredRun stored, RunStarted run)
    {
        _stored = stored;
        _columns = run.Plan.Scan.PixelsX;
        _datasets =
        [
            .. stored.Pixels.Select(dataset => new Column(
                dataset, dataset.Definition.Page!(run), new byte[dataset.Bytes / RunShape.Of(run).PixelCount])),
        ];
    }

    /// <summary>Pixels of the file that have come again, all of them the same.</summary>
    public long Compared { get; private set; }

    /// <summary>The first difference between a page and the file, in words; null when there is none.</summary>
    public string? DifferenceIn(PixelPage page, InPlaceFile file)
    {
        foreach (Column column in _datasets)
        {
            ReadOnlySpan<byte> values = column.Source(page);
            for (int i = 0; i < page.Count; i++)
            {
                long place = PlaceOf(page, i);
                if (!_stored.IsMeasured(place))
                    continue;
                file.Read(column.Dataset.Offset + place * column.Stored.Length, column.Stored);
                if (!AreSame(values.Slice(i * column.Stored.Length, column.Stored.Length), column.Stored, column.Dataset.Definition.Type))
                    return Describe(column, page, i);
            }
        }

        for (int i = 0; i < page.Count; i++)
            Compared += _stored.IsMeasured(PlaceOf(page, i)) ? 1 : 0;
        return null;
    }

    private long PlaceOf(PixelPage page, int i) => _stored.Order.PlaceOf(page.Frames[i], page.Pixels[i]);

    // one value that is no number is as good as another
    private static bool AreSame(ReadOnlySpan<byte> now, ReadOnlySpan<byte> before, Hdf5Type type)
    {
        if (now.SequenceEqual(before))
            return true;
        if (type != Hdf5Type.Float64)
            return false;
        ReadOnlySpan<double> left = MemoryMarshal.Cast<byte, double>(now), right = MemoryMarshal.Cast<byte, double>(before);
        for (int i = 0; i < left.Length; i++)
        {
            if (!left[i].Equals(right[i]))
                return false;
        }

        return true;
    }

    private string Describe(Column column, PixelPage page, int i)
    {
        var (y, x) = Math.DivRem(page.Pixels[i], _columns);
        return string.Create(CultureInfo.InvariantCulture,
            $"lived through again, {column.Dataset.Definition.Path} of pixel (frame {page.Frames[i]}, y {y}, x {x}) is not what the file holds, so this is not the same world: another build, processor or profile than that of {_stored.Program}. The file stays as it is; go on with that program and profile, or begin a new run");
    }

    private sealed record Column(PlacedDataset Dataset, PageSource Source, byte[] Stored);
}
