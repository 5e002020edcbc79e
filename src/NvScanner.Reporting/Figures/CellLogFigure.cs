using NvScanner.Abstractions.Runs;
using NvScanner.Reporting.Drawing;

namespace NvScanner.Reporting.Figures;

/// <summary>Voltage, current and, where it is determined, state of charge of the cell over time; behind them, the times in which each frame was measured.</summary>
/// <param name="log">Rows of the cell's log, at least one, times ascending.</param>
/// <param name="frames">First and last pixel of each measured frame, in s since the run's start.</param>
public sealed class CellLogFigure(IReadOnlyList<CellLogRow> log, IReadOnlyList<(double Begin, double End)> frames) : IFigure
{
    private const double LeftMargin = 66;
    private const double PlotWidth = 720;
    private const double PanelHeight = 130;
    private const double TopMargin = 26;
    private const double Gap = 12;
    private const int Columns = 720;

    private readonly (string Label, string Unit, Func<CellLogRow, double> Value)[] _panels =
    [
        ("voltage", "V", row => row.PotentialVolts),
        ("current", "A", row => row.CurrentAmperes),
        .. double.IsFinite(log[^1].StateOfCharge) ? [("state of charge", "1", (Func<CellLogRow, double>)(row => row.StateOfCharge))] : Array.Empty<(string, string, Func<CellLogRow, double>)>(),
    ];

    /// <inheritdoc />
    public double Width => LeftMargin + PlotWidth + 16;

    /// <inheritdoc />
    public double Height => TopMargin + _panels.Length * (PanelHeight + Gap) + 40;

    /// <inheritdoc />
    public string Name => "The cell during the scan";

    /// <inheritdoc />
    public string Description
    {
        get
        {
            var (volts, amperes) = (log.Select(r => r.PotentialVolts).ToArray(), log.Select(r => r.CurrentAmperes).ToArray());
            var current = SiScale.For("A", Math.Max(Math.Abs(amperes.Min()), Math.Abs(amperes.Max())));
            var shown = frames.Count switch { 0 => "no pixel was measured", 1 => "the band is the time from the first pixel to the last", _ => "the bands are the frames" };
            return $"Voltage from {new SiScale(1, "V").Format(volts.Min())} to {new SiScale(1, "V").Format(volts.Max())}, current from {current.Format(amperes.Min())} to {current.Format(amperes.Max())}, " +
                $"{log.Count} readings; a positive current charges; {shown}";
        }
    }

    /// <inheritdoc />
    public void Draw(IDrawingSurface surface)
    {
        var (begin, end) = (Math.Min(0, log[0].TimeSeconds), Math.Max(log[^1].TimeSeconds, frames.Select(f => f.End).DefaultIfEmpty(0).Max()));
        if (!(end > begin))
            end = begin + 1;
        var time = (end - begin) switch { > 2 * 3600 => new SiScale(3600, "h"), > 120 => new SiScale(60, "min"), _ => new SiScale(1, "s") };
        for (var i = 0; i < _panels.Length; i++)
        {
            var (label, unit, value) = _panels[i];
            var (low, high) = Limits(value);
            var scale = SiScale.For(unit, Math.Max(Math.Abs(low), Math.Abs(high)));
            var area = new PlotArea(LeftMargin, TopMargin + i * (PanelHeight + Gap), PlotWidth, PanelHeight, begin, end, low, high);
            var ticks = AxisTicks.For(low, high, scale, 4);
            DrawFrames(surface, area, isTop: i == 0);
            area.DrawHorizontalGrid(surface, ticks);
            surface.Polyline(Curve(area, value), Ink.Data, 1.4);
            surface.Frame(area.Left, area.Top, area.Width, area.Height);
            area.DrawLeftAxis(surface, ticks, scale.Unit.Length == 0 ? label : $"{label} ({scale.Unit})", 50);
            if (i == _panels.Length - 1)
                area.DrawBottomAxis(surface, AxisTicks.For(begin, end, time, 8), $"time since start ({time.Unit})");
        }
    }

    private (double Low, double High) Limits(Func<CellLogRow, double> value)
    {
        var values = log.Select(value).Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (values.Min(), values.Max());
        var margin = high > low ? 0.06 * (high - low) : Math.Max(1e-9, 0.05 * Math.Abs(high));
        return (low - margin, high + margin);
    }

    private void DrawFrames(IDrawingSurface surface, PlotArea area, bool isTop)
    {
        for (var i = 0; i < frames.Count; i++)
        {
            var (left, right) = (area.X(frames[i].Begin), area.X(frames[i].End));
            surface.Fill(left, area.Top, Math.Max(1, right - left), area.Height, Ink.Band);
            if (isTop && right - left > 14)
                surface.Text(new Point((left + right) / 2, area.Top - 7), frames.Count == 1 ? "pixels" : $"{i + 1}", 11, TextAnchor.Middle, Ink.Muted);
        }
    }

    // lowest and highest reading of every column of the picture: what stands out stays visible, and twelve hours cost no more than a minute
    private Point[] Curve(PlotArea area, Func<CellLogRow, double> value)
    {
        var points = new List<Point>();
        foreach (var column in log.Where(row => double.IsFinite(value(row))).GroupBy(row => (int)((row.TimeSeconds - area.LowX) / (area.HighX - area.LowX) * Columns)))
        {
            var (lowest, highest) = (column.MinBy(value)!, column.MaxBy(value)!);
            foreach (var row in new[] { column.First(), lowest, highest, column.Last() }.Distinct().OrderBy(row => row.TimeSeconds))
                points.Add(area.At(row.TimeSeconds, value(row)));
        }

        return [.. points];
    }
}
