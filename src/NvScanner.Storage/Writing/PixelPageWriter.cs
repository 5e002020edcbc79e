using NvScanner.Abstractions.Runs;
using NvScanner.Storage.Layout;

namespace NvScanner.Storage.Writing;

/// <summary>Writes pages of pixels into the datasets of the table, and their states when they are committed.</summary>
/// <remarks>One write per dataset and stretch of pixels; no allocation once the largest page has been seen.</remarks>
internal sealed class PixelPageWriter
{
    // an interleaved line visits every fourth pixel: one read and one write of the stretch cost less than a write per pixel
    private const int WidestStep = 8;
    private const int SmallPixel = 64;

    private readonly RunShape _shape;
    private readonly PixelOrder _inFile;
    private readonly Column[] _columns;
    private readonly long _stateOffset;
    private readonly VisitOrder _order = new();
    private readonly VisitOrder _pending = new();
    private byte[] _pendingStates = [];
    private byte[] _gathered = [];

    /// <summary>Creates a writer of these datasets of a run; the one of the pixels' states is among them.</summary>
    public PixelPageWriter(IReadOnlyCollection<PlacedDataset> datasets, RunStarted run)
    {
        _shape = RunShape.Of(run);
        _inFile = new PixelOrder(run.Plan.Scan);
        _stateOffset = datasets.Single(dataset => dataset.Definition.Path == RunPaths.PixelState).Offset;
        _columns =
        [
            .. datasets.Where(dataset => dataset.Definition.Path != RunPaths.PixelState).Select(dataset => new Column(
                dataset.Offset, checked((int)(dataset.Bytes / _shape.PixelCount)), dataset.Definition.Page!(run))),
        ];
    }

    /// <summary>Pixels whose data are written and whose state is not.</summary>
    public int PendingPixels => _pending.Places.Length;

    /// <summary>Writes everything of a page but the states, which wait for <see cref="CommitStates"/>.</summary>
    public void Write(InPlaceFile file, PixelPage page)
    {
        if (page.Count == 0)
            return;
        if (page.Bins != _shape.Bins)
            throw new ArgumentException($"The page has {page.Bins} frequencies, the run file {_shape.Bins}.", nameof(page));
        _order.Clear();
        for (int i = 0; i < page.Count; i++)
            _order.Add(PlaceOf(page, i));
        _order.Sort();
        foreach (Column column in _columns)
            Write(file, column.Offset, column.BytesPerPixel, column.Source(page), _order);
        Remember(page);
    }

    /// <summary>Writes the states of all pixels whose data are written; returns how many of them were measured.</summary>
    public int CommitStates(InPlaceFile file)
    {
        int count = _pending.Places.Length;
        int measured = count - _pendingStates.AsSpan(0, count).Count((byte)PixelState.NotMeasured);
        _pending.Sort();
        Write(file, _stateOffset, 1, _pendingStates, _pending);
        _pending.Clear();
        return measured;
    }

    private void Remember(PixelPage page)
    {
        int first = _pending.Places.Length;
        if (_pendingStates.Length < first + page.Count)
            Array.Resize(ref _pendingStates, Math.Max(first + page.Count, 2 * _pendingStates.Length));
        for (int i = 0; i < page.Count; i++)
        {
            _pending.Add(PlaceOf(page, i));
            _pendingStates[first + i] = (byte)page.States[i];
        }
    }

    private long PlaceOf(PixelPage page, int i)
    {
        int frame = page.Frames[i], pixel = page.Pixels[i];
        if ((uint)frame >= (uint)_shape.Frames || (uint)pixel >= (uint)_shape.PixelsPerFrame)
            throw new ArgumentException($"Pixel {pixel} of frame {frame} lies outside the run of {_shape.Frames} x {_shape.PixelsPerFrame} pixels.", nameof(page));
        return _inFile.PlaceOf(frame, pixel);
    }

    private void Write(InPlaceFile file, long offset, int bytesPerPixel, ReadOnlySpan<byte> source, VisitOrder order)
    {
        ReadOnlySpan<long> places = order.Places;
        ReadOnlySpan<int> visits = order.Visits;
        int widestStep = bytesPerPixel <= SmallPixel ? WidestStep : 1;
        for (int start = 0, end; start < places.Length; start = end)
        {
            end = order.EndOfRun(start, widestStep, out bool asVisited);
            ReadOnlySpan<byte> bytes = asVisited
                ? source.Slice(visits[start] * bytesPerPixel, (end - start) * bytesPerPixel)
                : Gather(file, offset, bytesPerPixel, source, places[start..end], visits[start..end]);
            file.Write(offset + places[start] * bytesPerPixel, bytes);
        }
    }

    /// <summary>Lays pixels side by side; what lies between them keeps the value that it has in the file.</summary>
    private ReadOnlySpan<byte> Gather(InPlaceFile file, long offset, int bytesPerPixel, ReadOnlySpan<byte> source, ReadOnlySpan<long> places, ReadOnlySpan<int> visits)
    {
        int pixels = (int)(places[^1] - places[0]) + 1;
        int length = pixels * bytesPerPixel;
        if (_gathered.Length < length)
            _gathered = new byte[length];
        Span<byte> gathered = _gathered.AsSpan(0, length);
        if (pixels > visits.Length)
            file.Read(offset + places[0] * bytesPerPixel, gathered);
        for (int i = 0; i < visits.Length; i++)
            source.Slice(visits[i] * bytesPerPixel, bytesPerPixel).CopyTo(gathered[((int)(places[i] - places[0]) * bytesPerPixel)..]);
        return gathered;
    }

    private sealed record Column(long Offset, int BytesPerPixel, PageSource Source);
}
