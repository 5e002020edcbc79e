using NvScanner.Reporting.Drawing;

namespace NvScanner.Reporting.Figures;

/// <summary>A spectrum with Poisson error bars, its fit and the residuals in units of their error; windows far apart stand side by side.</summary>
public sealed class SpectrumFigure(SpectrumData data) : IFigure
{
    private const double LeftMargin = 66;
    private const double PlotWidth = 560;
    private const double PlotHeight = 210;
    private const double ResidualHeight = 56;
    private const double TopMargin = 14;
    private const double Gap = 12;
    private const double GapRatio = 5;
    private const int CurvePoints = 400;

    /// <inheritdoc />
    public double Width => LeftMargin + PlotWidth + 16;

    /// <inheritdoc />
    public double Height => TopMargin + PlotHeight + (data.Curve is null ? 0 : Gap + ResidualHeight) + 46;

    /// <inheritdoc />
    public string Name => data.Name;

    /// <inheritdoc />
    public string Description => data.Description;

    /// <inheritdoc />
    public void Draw(IDrawingSurface surface)
    {
        var windows = Windows(data.FrequenciesHz);
        var (low, high) = CountLimits();
        var scale = high >= 1e6 ? new SiScale(1e6, "millions") : high >= 1e4 ? new SiScale(1e3, "thousands") : new SiScale(1, "");
        var label = scale.Unit.Length == 0 ? "photons per point" : $"photons per point ({scale.Unit})";
        var ticks = AxisTicks.For(low, high, scale);
        var panelWidth = (PlotWidth - Gap * (windows.Count - 1)) / windows.Count;
        for (var i = 0; i < windows.Count; i++)
        {
            var (from, to) = (windows[i].Start.Value, windows[i].End.Value);
            var left = LeftMargin + i * (panelWidth + Gap);
            var margin = 0.02 * (data.FrequenciesHz[to - 1] - data.FrequenciesHz[from]);
            var area = new PlotArea(left, TopMargin, panelWidth, PlotHeight,
                data.FrequenciesHz[from] - margin, data.FrequenciesHz[to - 1] + margin, low, high);
            area.DrawHorizontalGrid(surface, ticks);
            DrawPoints(surface, area, from, to);
            DrawCurve(surface, area, from, to);
            surface.Frame(area.Left, area.Top, area.Width, area.Height);
            if (i == 0)
                area.DrawLeftAxis(surface, ticks, label, 50);
            var lowest = data.Curve is null ? area : DrawResiduals(surface, area, from, to, first: i == 0);
            var frequencies = SiScale.For("Hz", area.HighX);
            lowest.DrawBottomAxis(surface, AxisTicks.For(area.LowX, area.HighX, frequencies, Math.Max(3, (int)(panelWidth / 90))), $"microwave frequency ({frequencies.Unit})");
        }
    }

    /// <summary>Splits ascending frequencies where a step is much longer than its neighbour.</summary>
    internal static IReadOnlyList<Range> Windows(double[] frequenciesHz)
    {
        var windows = new List<Range>();
        var start = 0;
        for (var i = 2; i < frequenciesHz.Length; i++)
        {
            var step = frequenciesHz[i] - frequenciesHz[i - 1];
            if (i - start < 2 || step <= GapRatio * (frequenciesHz[i - 1] - frequenciesHz[i - 2]))
                continue;
            windows.Add(start..i);
            start = i;
        }

        windows.Add(start..frequenciesHz.Length);
        return windows;
    }

    private (double Low, double High) CountLimits()
    {
        var low = data.Counts.Min(c => c - Math.Sqrt(c));
        var high = data.Counts.Max(c => c + Math.Sqrt(c));
        if (data.Fit.Length > 0)
            (low, high) = (Math.Min(low, data.Fit.Min()), Math.Max(high, data.Fit.Max()));
        var margin = 0.06 * Math.Max(high - low, 1);
        return (Math.Max(low - margin, low >= 0 ? 0 : low - margin), high + margin);
    }

    private void DrawPoints(IDrawingSurface surface, PlotArea area, int from, int to)
    {
        for (var k = from; k < to; k++)
        {
            var (x, error) = (area.X(data.FrequenciesHz[k]), Math.Sqrt(Math.Max(data.Counts[k], 1)));
            surface.Line(x, area.Y(Math.Max(data.Counts[k] - error, area.LowY)), x, area.Y(Math.Min(data.Counts[k] + error, area.HighY)), Ink.Uncertainty, 1.2);
        }

        for (var k = from; k < to; k++)
            surface.Dot(area.At(data.FrequenciesHz[k], data.Counts[k]), 1.8, Ink.Data);
    }

    private void DrawCurve(IDrawingSurface surface, PlotArea area, int from, int to)
    {
        if (data.Curve is null)
            return;
        foreach (var centre in data.CentresHz.Where(c => c > area.LowX && c < area.HighX))
            surface.Line(area.X(centre), area.Top, area.X(centre), area.Bottom, Ink.Expected, dashed: true);
        var (first, last) = (data.FrequenciesHz[from], data.FrequenciesHz[to - 1]);
        var dense = Enumerable.Range(0, CurvePoints + 1).Select(i => first + (last - first) * i / CurvePoints).ToArray();
        var values = data.Curve(dense);
        surface.Polyline([.. dense.Zip(values, (x, y) => area.At(x, Math.Clamp(y, area.LowY, area.HighY)))], Ink.Fit, 1.8);
    }

    private PlotArea DrawResiduals(IDrawingSurface surface, PlotArea above, int from, int to, bool first)
    {
        const double reach = 5;
        var area = above with { Top = above.Bottom + Gap, Height = ResidualHeight, LowY = -reach, HighY = reach };
        var ticks = new AxisTicks([-3, 0, 3], ["−3", "0", "3"]);
        area.DrawHorizontalGrid(surface, ticks);
        for (var k = from; k < to; k++)
        {
            var residual = (data.Counts[k] - data.Fit[k]) / Math.Sqrt(Math.Max(data.Fit[k], 1));
            surface.Dot(area.At(data.FrequenciesHz[k], Math.Clamp(residual, -reach, reach)), 1.5, Ink.Data);
        }

        surface.Line(area.Left, area.Y(0), area.Right, area.Y(0), Ink.Fit, 1.2);
        surface.Frame(area.Left, area.Top, area.Width, area.Height);
        if (first)
            area.DrawLeftAxis(surface, ticks, "residual / σ", 50);
        return area;
    }
}
