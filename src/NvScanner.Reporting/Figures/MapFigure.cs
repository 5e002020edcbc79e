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
    private const double TitleSize = 14;
    private const double LabelSize = 11;
    private const double LegendStep = 22;
    private const double BarGap = 14;
    private const double BarWidth = 14;
    private const double BarMargin = 62;
    private const double LegendMargin = 126;
    private const double MostExtremeAspect = 4;
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
    public double Width => Math.Max(BarLeft + (_map.Style == MapStyle.Reasons ? LegendMargin : BarWidth + BarLabelRoom()), _titled ? _area.Left + StrokeFont.Measure(Title(), TitleSize) + 8 : 0);

    private double BarLeft => _area.Right + BarGap;

    /// <summary>Whether the map is drawn thicker than it is, because nobody could see it otherwise.</summary>
    private bool IsStretched => _map.SizeX / _map.SizeY is > MostExtremeAspect or < 1 / MostExtremeAspect;

    /// <inheritdoc />
    public double Height => Math.Max(_area.Bottom + BottomMargin, _map.Style == MapStyle.Reasons ? _area.Top + LegendStep * CountReasons().Count() : 0);

    /// <inheritdoc />
    public string Name => _map.LongName;

    /// <summary>How the map is coloured.</summary>
    public MapView View => _view;

    /// <inheritdoc />
    public string Description
    {
        get
        {
            var size = $"{_map.PixelsX} x {_map.PixelsY} pixels over {Length(_map.SizeX)} x {Length(_map.SizeY)}";
            size += IsStretched ? ", not to scale: drawn thicker than it is" : "";
            size += _map.RotationDegrees == 0 ? "" : $", {Turned}";
            if (_map.Style == MapStyle.Reasons)
                return $"Map of {size}; " + string.Join(", ", CountReasons().Select(r => $"{r.Count} {ReasonColours.NameOf(r.Reason)}"));
            var finite = _map.Values.Where(double.IsFinite).Order().ToArray();
            if (finite.Length == 0)
                return $"Map of {size}; no pixel has a value";
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
            surface.Text(new(_area.Left, 22), Title(), TitleSize);
        var sharpness = (X: (int)Math.Ceiling(Oversampling * _area.Width / _map.PixelsX), Y: (int)Math.Ceiling(Oversampling * _area.Height / _map.PixelsY));
        var hatch = (int)Math.Round(HatchPeriod * Math.Max(1, _map.PixelsX * sharpness.X / _area.Width));
        surface.Image(_area.Left, _area.Top, _area.Width, _area.Height, MapRaster.Draw(_map, _view, sharpness, hatch));
        surface.Frame(_area.Left, _area.Top, _area.Width, _area.Height);

        var (x, y) = (LengthScale(_area.LowX, _area.HighX), LengthScale(_area.LowY, _area.HighY));
        _area.DrawBottomAxis(surface, FittingTicks(_area.LowX, _area.HighX, x), $"x ({x.Unit})");
        _area.DrawLeftAxis(surface, AxisTicks.For(_area.LowY, _area.HighY, y, TickTarget(_area.Height)), $"y ({y.Unit})", 43);
        if (!IsStretched)
            DrawScaleBar(surface);
        if (_map.Style == MapStyle.Reasons)
            DrawLegend(surface);
        else if (!_map.HasValue)
            surface.Text(new(_area.Left + _area.Width / 2, _area.Top - 9), "no pixel has a value", 12, TextAnchor.Middle);
        else
            DrawColourBar(surface);
    }

    /// <summary>The colour bar of a signed map whose range is small beside its values counts from the centre; a magnitude is always shown whole.</summary>
    private static double Offset(FieldMap map, ColourLimits limits)
    {
        var middle = (limits.Low + limits.High) / 2;
        return map.Style == MapStyle.Signed && limits.High - limits.Low < OffsetRatio * Math.Abs(middle) ? map.Centre : 0;
    }

    /// <summary>A whole value with digits enough to tell it from its neighbours on the colour bar.</summary>
    private string Whole(double value)
    {
        var scale = SiScale.For(_map.Unit, value, _map.InPercent);
        var digits = value == 0 ? 4
            : 3 + (int)Math.Ceiling(Math.Log10(Math.Abs(value) / (_view.Limits.High - _view.Limits.Low)));
        return scale.Format(value, Math.Clamp(digits, 4, 12));
    }

    private string Title() => _map.RotationDegrees == 0 ? _map.LongName : $"{_map.LongName}, {Turned}";

    private string Turned => $"frame turned by {SiScale.Significant(_map.RotationDegrees, 4)}°";

    private static string Length(double metres) => SiScale.For("m", metres).Format(metres);

    private static string Pixels(int count) => count == 1 ? "1 pixel" : $"{count} pixels";

    private static int TickTarget(double length) => Math.Max(3, (int)(length / 62));

    /// <summary>As many ticks along the bottom as have room for their labels.</summary>
    private AxisTicks FittingTicks(double low, double high, SiScale scale)
    {
        for (var target = TickTarget(_area.Width); ; target--)
        {
            var ticks = AxisTicks.For(low, high, scale, target);
            var widest = ticks.Labels.Select(label => StrokeFont.Measure(label, LabelSize)).DefaultIfEmpty().Max();
            if (target == 1 || (ticks.Labels.Length - 1) * (widest + 10) <= _area.Width)
                return ticks;
        }
    }

    private SiScale LengthScale(double low, double high) => IsStretched
        ? SiScale.For("m", Math.Max(Math.Abs(low), Math.Abs(high)))
        : SiScale.For("m", new[] { _area.LowX, _area.HighX, _area.LowY, _area.HighY }.Max(Math.Abs));

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

    private AxisTicks BarTicks() =>
        AxisTicks.For(_view.Limits.Low - _offset, _view.Limits.High - _offset, _scale, Math.Max(2, (int)(_area.Height / 45)));

    /// <summary>Room right of the colour bar for its labels, which are long where the range is small beside the values.</summary>
    private double BarLabelRoom() => Math.Max(BarMargin, 7 + BarTicks().Labels.Select(label => StrokeFont.Measure(label, LabelSize)).DefaultIfEmpty().Max());

    private void DrawColourBar(IDrawingSurface surface)
    {
        var left = BarLeft;
        var (below, above) = _view.Clipped(_map);
        var (top, bottom) = (_area.Top + (above > 0 ? 10 : 0), _area.Bottom - (below > 0 ? 10 : 0));
        if (above > 0)
            surface.Fill(left, _area.Top, BarWidth, 8, ColourMap.Over);
        if (below > 0)
            surface.Fill(left, _area.Bottom - 8, BarWidth, 8, ColourMap.Under);
        surface.Image(left, top, BarWidth, bottom - top, MapRaster.ColourBar(_view.Colours));
        surface.Frame(left, top, BarWidth, bottom - top);

        var bar = new PlotArea(left, top, BarWidth, bottom - top, 0, 1, _view.Limits.Low, _view.Limits.High);
        var ticks = BarTicks();
        for (var i = 0; i < ticks.Positions.Length; i++)
        {
            var y = bar.Y(ticks.Positions[i] + _offset);
            surface.Line(bar.Right, y, bar.Right + 4, y, Ink.Axis);
            surface.Text(new(bar.Right + 7, y + 4), ticks.Labels[i], 11, ink: Ink.Muted);
        }

        if (_offset != 0)
            surface.Text(new(BarLeft + BarWidth + BarLabelRoom() - 4, _area.Top - 9), $"{_scale.Unit} from {Whole(_offset)}", 12, TextAnchor.End);
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
        var (left, top) = (BarLeft, _area.Top);
        foreach (var (reason, _) in CountReasons())
        {
            surface.Fill(left, top, BarWidth, BarWidth, ReasonColours.Of((int)reason) ?? ColourMap.Missing);
            surface.Frame(left, top, BarWidth, BarWidth);
            surface.Text(new(left + BarWidth + 7, top + 11), ReasonColours.NameOf(reason), 11);
            top += LegendStep;
        }
    }

    private IEnumerable<(PixelReason Reason, int Count)> CountReasons() =>
        _map.Values.Where(double.IsFinite).GroupBy(v => (PixelReason)(byte)v).OrderBy(g => g.Key).Select(g => (g.Key, g.Count()));
}
