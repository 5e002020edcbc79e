using NvScanner.Reporting.Colours;

namespace NvScanner.Reporting.Drawing;

/// <summary>What figures draw on: SVG for pages or pixels for PNG. x to the right, y downwards.</summary>
public interface IDrawingSurface
{
    /// <summary>Draws connected line segments.</summary>
    void Polyline(ReadOnlySpan<Point> points, Ink ink, double width = 1, bool dashed = false);

    /// <summary>Fills a rectangle with an ink.</summary>
    void Fill(double x, double y, double width, double height, Ink ink);

    /// <summary>Fills a rectangle with a colour.</summary>
    void Fill(double x, double y, double width, double height, Rgb colour);

    /// <summary>Fills a disc.</summary>
    void Dot(Point centre, double radius, Ink ink);

    /// <summary>Writes a text; a vertical one reads upwards.</summary>
    void Text(Point position, string text, double size, TextAnchor anchor = TextAnchor.Start, Ink ink = Ink.Text, bool vertical = false);

    /// <summary>Places a picture, its pixels as sharp rectangles.</summary>
    void Image(double x, double y, double width, double height, PixelImage image);
}
