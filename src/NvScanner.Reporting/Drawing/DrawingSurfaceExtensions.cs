namespace NvScanner.Reporting.Drawing;

/// <summary>Shapes made of others.</summary>
public static class DrawingSurfaceExtensions
{
    /// <summary>Draws one line.</summary>
    public static void Line(this IDrawingSurface surface, double x1, double y1, double x2, double y2, Ink ink, double width = 1, bool dashed = false) =>
        surface.Polyline([new(x1, y1), new(x2, y2)], ink, width, dashed);

    /// <summary>Draws the outline of a rectangle.</summary>
    public static void Frame(this IDrawingSurface surface, double x, double y, double width, double height, Ink ink = Ink.Axis) =>
        surface.Polyline([new(x, y), new(x + width, y), new(x + width, y + height), new(x, y + height), new(x, y)], ink);
}
