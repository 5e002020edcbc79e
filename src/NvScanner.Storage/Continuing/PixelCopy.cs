using NvScanner.Abstractions.Runs;
using NvScanner.Storage.Layout;
using NvScanner.Storage.Writing;

namespace NvScanner.Storage.Continuing;

/// <summary>Copies the acknowledged pixels of a run into the file that takes its place.</summary>
internal static class PixelCopy
{
    private const int BlockBytes = 1 << 20;

    /// <summary>Copies every visit without a gap, the states last.</summary>
    public static void Apply(StoredRun stored, InPlaceFile from, IReadOnlyList<PlacedDataset> to, InPlaceFile into)
    {
        var places = new VisitOrder();
        for (long visit = 0; visit < stored.Visits; visit++)
            places.Add(stored.PlaceOf(visit));
        places.Sort();
        var targets = to.ToDictionary(dataset => dataset.Definition.Path, StringComparer.Ordinal);
        byte[] block = new byte[BlockBytes];
        foreach (PlacedDataset dataset in stored.Pixels.OrderBy(dataset => dataset.Definition.Path == RunPaths.PixelState))
        {
            long bytesPerPixel = dataset.Bytes / stored.Schedule.VisitCount;
            for (int start = 0, end; start < places.Places.Length; start = end)
            {
                end = places.EndOfRun(start, widestStep: 1, out _);
                long first = places.Places[start] * bytesPerPixel;
                Copy(from, dataset.Offset + first, into, targets[dataset.Definition.Path].Offset + first, (end - start) * bytesPerPixel, block);
            }
        }
    }

    private static void Copy(InPlaceFile from, long source, InPlaceFile into, long target, long length, byte[] block)
    {
        for (long done = 0; done < length; done += block.Length)
        {
            Span<byte> piece = block.AsSpan(0, (int)Math.Min(block.Length, length - done));
            from.Read(source + done, piece);
            into.Write(target + done, piece);
        }
    }
}
