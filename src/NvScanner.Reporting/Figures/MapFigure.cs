using NvScanner.Abstractions.Runs;
using NvScanner.Reporting.Colours;
using NvScanner.Reporting.Drawing;
using NvScanner.Reporting.Maps;

namespace NvScanner.Reporting.Figures;

/// <summary>A map with axes in metres, scale bar and colour bar (or the legend of reasons): x to the right, y upwards, true proportions.</summary>
public sealed class MapFigure : IFigure
{
    private const double LeftMargin = 58;
    private const double BottomMargin = 46;
    private const double BarGap = 14;
    private const double BarWidth = 14;
    private const double BarMargin = 62;
    private const double LegendMargin = 126;
    private const double MostExtremeAspect = 6;
    private const double OffsetRatio = 0.15;
    private const double Oversampling = 3;
    private const int HatchPeriod = 6;
    private readonly FieldMap _map;
    private readonly MapView _view;
    private readonly SiScale _scale;
    private readonly double _offset;
    private readonly PlotArea _area;
    private readonly bool _titled;

    /// <summary>Lays a map out so that its longer side has a length of <paramref name="box"/> drawing units; a titled one names itself on top.</summary>
    public MapFigure(FieldMap map, MapView? view = null, double box = 300, bool titled = false)
    {
        _map = map.Checked();
        _view = view ?? MapView.Of(map);
        _titled = titled;
        _offset = Offset(map, _view.Limits);
        _scale = SiScale.For(map.Unit, Math.Max(Math.Abs(_view.Limits.Low - _offset), Math.Abs(_view.Limits.High - _offset)), map.InPercent);
        var aspect = Math.Clamp(map.SizeX / map.SizeY, 1 / MostExtremeAspect, MostExtremeAspect);
        var (width, height) = aspect >= 1 ? (box, box / aspect) : (box * aspect, box);
        _area = new(LeftMargin, titled ? 52 : 26, width, height, map.OriginX, map.OriginX + map.SizeX, map.OriginY, map.OriginY + map.SizeY);
    }

    /// <inheritdoc />
    public double Width => _area.Right + BarGap + (_map.Style == MapStyle.Reasons ? LegendMargin : BarWidth + BarMargin);

    /// <inheritdoc />
    public double Height => _area.Bottom + BottomMargin;

    /// <inheritdoc />
    public string Name => _map.LongName;

    /// <summary>How the map is coloured.</summary>
    public MapView View => _view;

    /// <inheritdoc />
    public string Description
    {
        get
        {
            var lengths = LengthScale();
            var size = $"{_map.PixelsX} x {_map.PixelsY} pixels over {lengths.Format(_map.SizeX)} x {lengths.Format(_map.SizeY)}";
            if (_map.Style == MapStyle.Reasons)
                return $"Map of {size}; " + string.Join(", ", CountReasons().Select(r => $"{r.Count} {ReasonColours.NameOf(r.Reason)}"));
            var finite = _map.Values.Where(double.IsFinite).Order().ToArray();
            if (finite.Length == 0)
                return $"Map of {size} without any value";
            var missing = _map.MissingCount == 0 ? "" : $", {Pixels(_map.MissingCount)} without a value (hatched)";
            var (below, above) = _view.Clipped(_map);
            var clipped = below + above == 0 ? "" : $", {Pixels(below + above)} beyond the colour bar (in its end colours)";
            var about = _offset == 0 ? "" : $"; the colour bar counts from {Whole(_offset)}";
            return $"Map of {size}, from {Whole(finite[0])} to {Whole(finite[^1])}, median {Whole(finite[finite.Length / 2])}{missing}{clipped}{about}";
        }
    }

    /// <inheritdoc />
    public void Draw(IDrawingSurface surface)
    {
        if (_titled)
            surface.Text(new(_area.Left, 22), Title(), 14);
        var sharpness = Math.Max(1, (int)Math.Ceiling(Oversampling * Math.Max(_area.Width / _map.PixelsX, _area.Height / _map.PixelsY)));
        var hatch = (int)Math.Round(HatchPeriod * Math.Max(1, _map.PixelsX * sharpness / _area.Width));
        surface.Image(_area.Left, _area.Top, _area.Width, _area.Height, MapRaster.Draw(_map, _view, sharpness, hatch));
        surface.Frame(_area.Left, _area.Top, _area.Width, _area.Height);

        var lengths = LengthScale();
        _area.DrawBottomAxis(surface, AxisTicks.For(_area.LowX, _area.HighX, lengths, TickTarget(_area.Width)), $"x ({lengths.Unit})");
        _area.DrawLeftAxis(surface, AxisTicks.For(_area.LowY, _area.HighY, lengths, TickTarget(_area.Height)), $"y ({lengths.Unit})", 43);
        DrawScaleBar(surface);
        if (_map.Style == MapStyle.Reasons)
            DrawLegend(surface);
        else
            DrawColourBar(surface);
    }

    /// <summary>A colour bar whose range is small beside its values counts from a set point: the centre, or a round value in the middle.</summary>
    private static double Offset(FieldMap map, ColourLimits limits)
    {
        var middle = (limits.Low + limits.High) / 2;
        var range = limits.High - limits.Low;
        if (map.Style == MapStyle.Reasons || map.InPercent || range >= OffsetRatio * Math.Abs(middle))
            return 0;
        if (map.Style == MapStyle.Signed)
            return map.Centre;
        var step = AxisTicks.RoundLength(range / 4, upwards: false);
        return Math.Round(middle / step) * step;
    }

    /// <summary>A whole value with digits enough to tell it from its neighbours on the colour bar.</summary>
    private string Whole(double value)
    {
        var scale = SiScale.For(_map.Unit, value, _map.InPercent);
        var digits = _offset == 0 || value == 0 ? 4
            : 3 + (int)Math.Ceiling(Math.Log10(Math.Abs(value) / (_view.Limits.High - _view.Limits.Low)));
        return scale.Format(value, Math.Clamp(digits, 4, 12));
    }

    private string Title()
    {
        var turned = _map.RotationDegrees == 0 ? "" : $", frame turned by {SiScale.Significant(_map.RotationDegrees, 4)}°";
        return _map.LongName + turned;
    }

    private static string Pixels(int count) => count == 1 ? "1 pixel" : $"{count} pixels";

    private static int TickTarget(double length) => Math.Max(3, (int)(length / 62));

    private SiScale LengthScale() =>
        SiScale.For("m", new[] { _area.LowX, _area.HighX, _area.LowY, _area.HighY }.Max(Math.Abs));

    private void DrawScaleBar(IDrawingSurface surface)
    {
        var length = AxisTicks.RoundLength(0.34 * _map.SizeX, upwards: false);
        var label = SiScale.For("m", length).Format(length, 1);
        var width = length / _map.SizeX * _area.Width;
        var plate = Math.Max(width, StrokeFont.Measure(label, 11)) + 14;
        if (plate + 16 > _area.Width || _area.Height < 60)
            return;
        var (left, top) = (_area.Left + 8, _area.Bottom - 36);
        surface.Fill(left, top, plate, 28, Ink.Plate);
        surface.Fill(left + (plate - width) / 2, top + 20, width, 3, Ink.OnPlate);
        surface.Text(new(left + plate / 2, top + 14.5), label, 11, TextAnchor.Middle, Ink.OnPlate);
    }

    private void DrawColourBar(IDrawingSurface surface)
    {
        var left = _area.Right + BarGap;
        var (below, above) = _view.Clipped(_map);
        var (top, bottom) = (_area.Top + (above > 0 ? 10 : 0), _area.Bottom - (below > 0 ? 10 : 0));
        if (above > 0)
            surface.Fill(left, _area.Top, BarWidth, 8, ColourMap.Over);
        if (below > 0)
            surface.Fill(left, _area.Bottom - 8, BarWidth, 8, ColourMap.Under);
        surface.Image(left, top, BarWidth, bottom - top, MapRaster.ColourBar(_view.Colours));
        surface.Frame(left, top, BarWidth, bottom - top);

        var bar = new PlotArea(left, top, BarWidth, bottom - top, 0, 1, _view.Limits.Low, _view.Limits.High);
        var ticks = AxisTicks.For(_view.Limits.Low - _offset, _view.Limits.High - _offset, _scale, Math.Max(2, (int)(bar.Height / 45)));
        for (var i = 0; i < ticks.Positions.Length; i++)
        {
            var y = bar.Y(ticks.Positions[i] + _offset);
            surface.Line(bar.Right, y, bar.Right + 4, y, Ink.Axis);
            surface.Text(new(bar.Right + 7, y + 4), ticks.Labels[i], 11, ink: Ink.Muted);
        }

        if (_offset != 0)
            surface.Text(new(Width - 4, _area.Top - 9), $"{_scale.Unit} from {Whole(_offset)}", 12, TextAnchor.End);
        else if (_scale.Unit.Length > 0)
            surface.Text(new(left, _area.Top - 9), _scale.Unit, 12);
        if (_map.MissingCount == 0)
            return;
        var hatch = new FieldMap { Name = "", LongName = "", Unit = "", Values = [double.NaN], PixelsX = 1, PixelsY = 1, SizeX = 1, SizeY = 1 };
        surface.Image(left, _area.Bottom + 10, BarWidth, BarWidth, MapRaster.Draw(hatch, _view, 42, 18));
        surface.Text(new(left + BarWidth + 7, _area.Bottom + 21), "no value", 11, ink: Ink.Muted);
    }

    private void DrawLegend(IDrawingSurface surface)
    {
        var (left, top) = (_area.Right + BarGap, _area.Top);
        foreach (var (reason, _) in CountReasons())
        {
            surface.Fill(left, top, BarWidth, BarWidth, ReasonColours.Of((int)reason) ?? ColourMap.Missing);
            surface.Frame(left, top, BarWidth, BarWidth);
            surface.Text(new(left + BarWidth + 7, top + 11), ReasonColours.NameOf(reason), 11);
            top += BarWidth + 8;
        }
    }

    private IEnumerable<(PixelReason Reason, int Count)> CountReasons() =>
        _map.Values.Where(double.IsFinite).GroupBy(v => (PixelReason)(byte)v).OrderBy(g => g.Key).Select(g => (g.Key, g.Count()));
}
