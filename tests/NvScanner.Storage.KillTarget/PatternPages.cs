using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;

namespace NvScanner.Storage.KillTarget;

/// <summary>Pages whose every value tells its frame, row, column and place in the page's columns; check_pattern.py knows the same rule.</summary>
public static class PatternPages
{
    /// <summary>Counts of a bin of a pixel, numbered over all frames.</summary>
    public static uint Counts(long place, int bin) => (uint)((place * 2654435761L + bin * 40503L + 17) & 0xffffffff);

    /// <summary>Value of a column of doubles at a pixel, numbered over all frames.</summary>
    public static double Value(long place, int column) => place + 1 + (column + 1) / 64.0;

    /// <summary>Value of a component of a vector column at a pixel.</summary>
    public static double Component(long place, int column, int component) => 1000 * (column + 1) + 10 * place + component + 0.5;

    /// <summary>A row of the cell's log by its number.</summary>
    public static CellLogRow CellRow(long number) =>
        new(number, 3 + number / 1024.0, number / 64.0, 2.0 * number, number / 8.0, 300 + number / 16.0, (int)(number % 5), (int)(number / 7) + 1);

    /// <summary>State of a pixel: every seventh is flagged.</summary>
    public static PixelState State(long place) => place % 7 == 3 ? PixelState.Flagged : PixelState.Valid;

    /// <summary>Fills a page with one line of the schedule, in the order of its visits.</summary>
    public static void Fill(PixelPage page, ScanSchedule schedule, in ScanLine line, RunStarted run) =>
        Fill(page, schedule, line, run, first: 0, line.Length);

    /// <summary>Fills a page with a part of a line.</summary>
    public static void Fill(PixelPage page, ScanSchedule schedule, in ScanLine line, RunStarted run, int first, int count)
    {
        ScanGeometry scan = run.Plan.Scan;
        page.Clear();
        page.Count = count;
        page.FirstVisit = line.FirstVisit + first;
        page.EndsLine = first + count == line.Length;
        for (int i = 0; i < count; i++)
        {
            PixelVisit visit = schedule.GetVisit(line, first + i);
            int pixel = visit.Y * scan.PixelsX + visit.X;
            long place = (long)visit.Frame * scan.PixelsPerFrame + pixel;
            page.Pixels[i] = pixel;
            page.Frames[i] = visit.Frame;
            page.Directions[i] = (byte)visit.Direction;
            page.Sweeps[i] = (uint)(place % 5 + 1);
            page.States[i] = State(place);
            page.Reasons[i] = page.States[i] == PixelState.Valid ? PixelReason.Ok : PixelReason.NoDip;
            Span<uint> counts = page.CountsOf(i);
            for (int bin = 0; bin < counts.Length; bin++)
                counts[bin] = Counts(place, bin);
            foreach (PixelColumn column in Columns)
                page[column][i] = Value(place, (int)column);
            foreach (PixelVectorColumn column in VectorColumns)
            {
                for (int component = 0; component < 3; component++)
                    page[column][3 * i + component] = Component(place, (int)column, component);
            }
        }
    }

    private static readonly PixelColumn[] Columns = Enum.GetValues<PixelColumn>();
    private static readonly PixelVectorColumn[] VectorColumns = Enum.GetValues<PixelVectorColumn>();
}
