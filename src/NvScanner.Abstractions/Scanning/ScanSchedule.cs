namespace NvScanner.Abstractions.Scanning;

/// <summary>The deterministic sequence of pixel visits of a plan; any visit can be named by its index, so that a run can go on anywhere.</summary>
public sealed class ScanSchedule
{
    /// <summary>Step of the sub-lattices of <see cref="ScanPath.Interleaved"/>.</summary>
    public const int InterleaveStep = 4;

    /// <summary>Order in which the 4 x 4 sub-lattices are visited (Bayer 1973): consecutive passes lie far apart.</summary>
    private static readonly (int Fast, int Slow)[] InterleaveOrder = BayerOrder();

    private readonly ScanGeometry _scan;
    private readonly ScanLine[] _frameLines;

    /// <summary>Compiles the schedule of a field of view.</summary>
    public ScanSchedule(ScanGeometry scan)
    {
        _scan = scan;
        var fastAlongX = scan.FastAxis == FastAxis.X;
        _frameLines = CompileFrame(scan.Path, fastAlongX ? scan.PixelsX : scan.PixelsY, fastAlongX ? scan.PixelsY : scan.PixelsX).ToArray();
    }

    /// <summary>Lines of one frame.</summary>
    public int LinesPerFrame => _frameLines.Length;

    /// <summary>Lines of all frames.</summary>
    public long LineCount => (long)_frameLines.Length * _scan.Frames;

    /// <summary>Visits of all frames.</summary>
    public long VisitCount => (long)_scan.PixelsPerFrame * _scan.Frames;

    /// <summary>Longest line.</summary>
    public int LongestLine => _frameLines.Max(l => l.Length);

    /// <summary>A line by its running number over the whole run.</summary>
    public ScanLine GetLine(long line)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(line);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(line, LineCount);
        var frame = (int)(line / _frameLines.Length);
        var found = _frameLines[line % _frameLines.Length];
        return found with { Frame = frame, FirstVisit = found.FirstVisit + (long)frame * _scan.PixelsPerFrame };
    }

    /// <summary>A pixel of a line.</summary>
    public PixelVisit GetVisit(in ScanLine line, int indexInLine)
    {
        var fast = line.FirstFast + indexInLine * line.FastStep;
        return _scan.FastAxis == FastAxis.X
            ? new(line.FirstVisit + indexInLine, line.Frame, fast, line.Slow, line.Direction)
            : new(line.FirstVisit + indexInLine, line.Frame, line.Slow, fast, line.Direction);
    }

    /// <summary>A visit by its running number over the whole run.</summary>
    public PixelVisit GetVisit(long visit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(visit);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(visit, VisitCount);
        var frame = (int)(visit / _scan.PixelsPerFrame);
        var inFrame = visit % _scan.PixelsPerFrame;
        int low = 0, high = _frameLines.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_frameLines[middle].FirstVisit <= inFrame)
                low = middle;
            else
                high = middle - 1;
        }

        var line = GetLine((long)frame * _frameLines.Length + low);
        return GetVisit(line, (int)(visit - line.FirstVisit));
    }

    private static IEnumerable<ScanLine> CompileFrame(ScanPath path, int fast, int slow)
    {
        (int Step, (int Fast, int Slow)[] Offsets) lattice = path == ScanPath.Interleaved ? (InterleaveStep, InterleaveOrder) : (1, [(0, 0)]);
        long visit = 0;
        var line = 0;
        foreach (var (offsetFast, offsetSlow) in lattice.Offsets)
        {
            var length = (fast - offsetFast + lattice.Step - 1) / lattice.Step;
            if (length <= 0)
                continue;
            for (var s = offsetSlow; s < slow; s += lattice.Step)
            {
                var backward = path != ScanPath.Raster && line % 2 == 1;
                var last = offsetFast + (length - 1) * lattice.Step;
                yield return new ScanLine(0, line, visit, length, backward ? last : offsetFast, backward ? -lattice.Step : lattice.Step, s,
                    backward ? ScanDirection.Backward : ScanDirection.Forward);
                visit += length;
                line++;
            }
        }
    }

    private static (int Fast, int Slow)[] BayerOrder()
    {
        int[,] rank = { { 0, 8, 2, 10 }, { 12, 4, 14, 6 }, { 3, 11, 1, 9 }, { 15, 7, 13, 5 } };
        var order = new (int Fast, int Slow)[InterleaveStep * InterleaveStep];
        for (var s = 0; s < InterleaveStep; s++)
        {
            for (var f = 0; f < InterleaveStep; f++)
                order[rank[s, f]] = (f, s);
        }

        return order;
    }
}
