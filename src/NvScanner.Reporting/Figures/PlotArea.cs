using NvScanner.Reporting.Drawing;

namespace NvScanner.Reporting.Figures;

/// <summary>A rectangle of a drawing with a linear axis along each side.</summary>
internal sealed record PlotArea(double Left, double Top, double Width, double Height, double LowX, double HighX, double LowY, double HighY)
{
    private const double TickLength = 4;
    private const double LabelSize = 11;

    public double Right => Left + Width;

    public double Bottom => Top + Height;

    public double X(double value) => Left + (value - LowX) / (HighX - LowX) * Width;

    public double Y(double value) => Bottom - (value - LowY) / (HighY - LowY) * Height;

    public Point At(double x, double y) => new(X(x), Y(y));

    public void DrawBottomAxis(IDrawingSurface surface, AxisTicks ticks, string label)
    {
        for (var i = 0; i < ticks.Positions.Length; i++)
        {
            var x = X(ticks.Positions[i]);
            surface.Line(x, Bottom, x, Bottom + TickLength, Ink.Axis);
            surface.Text(new(x, Bottom + TickLength + LabelSize + 1), ticks.Labels[i], LabelSize, TextAnchor.Middle, Ink.Muted);
        }

        if (label.Length > 0)
            surface.Text(new(Left + Width / 2, Bottom + TickLength + 2 * LabelSize + 10), label, LabelSize + 1, TextAnchor.Middle);
    }

    public void DrawLeftAxis(IDrawingSurface surface, AxisTicks ticks, string label, double labelDistance)
    {
        for (var i = 0; i < ticks.Positions.Length; i++)
        {
            var y = Y(ticks.Positions[i]);
            surface.Line(Left - TickLength, y, Left, y, Ink.Axis);
            surface.Text(new(Left - TickLength - 3, y + 0.36 * LabelSize), ticks.Labels[i], LabelSize, TextAnchor.End, Ink.Muted);
        }

        surface.Text(new(Left - labelDistance, Top + Height / 2), label, LabelSize + 1, TextAnchor.Middle, vertical: true);
    }

    public void DrawHorizontalGrid(IDrawingSurface surface, AxisTicks ticks)
    {
        foreach (var position in ticks.Positions)
            surface.Line(Left, Y(position), Right, Y(position), Ink.Grid);
    }
}
