using NvScanner.Reporting.Drawing;

namespace NvScanner.Reporting.Figures;

/// <summary>A histogram of pixels, with the expected distribution where one is known.</summary>
public sealed class HistogramFigure : IFigure
{
    private const double LeftMargin = 58;
    private const double PlotWidth = 400;
    private const double PlotHeight = 190;
    private const double TopMargin = 14;
    private readonly int[] _bins;
    private readonly double _low;
    private readonly double _high;
    private readonly int _outside;
    private readonly int _total;
    private readonly string _axis;
    private readonly Func<double, double>? _density;

    /// <summary>Counts the finite values in equal bins between two limits; <paramref name="density"/> is the expected probability density.</summary>
    public HistogramFigure(string name, string axis, IEnumerable<double> values, double low, double high, int bins, Func<double, double>? density = null)
    {
        Name = name;
        _axis = axis;
        (_low, _high, _density) = (low, high, density);
        _bins = new int[bins];
        foreach (var value in values.Where(double.IsFinite))
        {
            _total++;
            var at = (int)Math.Floor((value - low) / (high - low) * bins);
            if (value == high)
                at = bins - 1;
            if (at >= 0 && at < bins)
                _bins[at]++;
            else
                _outside++;
        }
    }

    /// <inheritdoc />
    public double Width => LeftMargin + PlotWidth + 16;

    /// <inheritdoc />
    public double Height => TopMargin + PlotHeight + 46;

    /// <inheritdoc />
    public string Name { get; }

    /// <summary>Values outside the limits.</summary>
    public int Outside => _outside;

    /// <inheritdoc />
    public string Description
    {
        get
        {
            var highest = Array.IndexOf(_bins, _bins.Max());
            var width = (_high - _low) / _bins.Length;
            return $"Histogram of {_total} pixels; most of them lie near {SiScale.Significant(_low + (highest + 0.5) * width, 2)}{(_outside == 0 ? "" : $"; outside the axis: {_outside}")}";
        }
    }

    /// <inheritdoc />
    public void Draw(IDrawingSurface surface)
    {
        var width = (_high - _low) / _bins.Length;
        var curve = _density is null ? [] : Enumerable.Range(0, 201)
            .Select(i => _low + (_high - _low) * i / 200)
            .Select(x => new Point(x, _total * width * _density(x))).ToArray();
        var top = 1.08 * Math.Max(Math.Max(_bins.Max(), 1), curve.Length == 0 ? 0 : curve.Max(p => p.Y));
        var area = new PlotArea(LeftMargin, TopMargin, PlotWidth, PlotHeight, _low, _high, 0, top);
        var ticks = AxisTicks.For(0, top, new(1, ""), 4);
        area.DrawHorizontalGrid(surface, ticks);
        for (var i = 0; i < _bins.Length; i++)
        {
            var (left, right) = (area.X(_low + i * width), area.X(_low + (i + 1) * width));
            if (_bins[i] > 0)
                surface.Fill(left + 0.5, area.Y(_bins[i]), right - left - 1, area.Bottom - area.Y(_bins[i]), Ink.Data);
        }

        if (curve.Length > 0)
            surface.Polyline([.. curve.Select(p => area.At(p.X, p.Y))], Ink.Fit, 1.8);
        surface.Frame(area.Left, area.Top, area.Width, area.Height);
        area.DrawBottomAxis(surface, AxisTicks.For(_low, _high, new(1, ""), 6), _axis);
        area.DrawLeftAxis(surface, ticks, "pixels", 44);
    }
}
