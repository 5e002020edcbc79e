using System.Globalization;
using System.Net;
using System.Text;
using NvScanner.Reporting.Colours;

namespace NvScanner.Reporting.Drawing;

/// <summary>Draws as SVG elements whose colours are CSS classes of the page: s-ink strokes, f-ink fills.</summary>
public sealed class SvgSurface(double width, double height) : IDrawingSurface
{
    private readonly StringBuilder _elements = new();

    /// <summary>The finished element with its accessible name and description; both are escaped here.</summary>
    public string ToSvg(string name, string description) =>
        $"<svg role=\"img\" viewBox=\"0 0 {N(width)} {N(height)}\" width=\"{N(width)}\" height=\"{N(height)}\" preserveAspectRatio=\"xMinYMin meet\" aria-label=\"{Escape(name + ". " + description)}\">\n" +
        $"<title>{Escape(name)}</title>\n{_elements}</svg>\n";

    /// <inheritdoc />
    public void Polyline(ReadOnlySpan<Point> points, Ink ink, double width = 1, bool dashed = false)
    {
        _elements.Append("<polyline class=\"s-").Append(Class(ink)).Append("\" points=\"");
        for (var i = 0; i < points.Length; i++)
            _elements.Append(i == 0 ? "" : " ").Append(N(points[i].X)).Append(',').Append(N(points[i].Y));
        _elements.Append('"');
        if (width != 1)
            _elements.Append(" stroke-width=\"").Append(N(width)).Append('"');
        if (dashed)
            _elements.Append(" stroke-dasharray=\"5 4\"");
        _elements.Append("/>\n");
    }

    /// <inheritdoc />
    public void Fill(double x, double y, double width, double height, Ink ink) =>
        _elements.Append(CultureInfo.InvariantCulture, $"<rect class=\"f-{Class(ink)}\" {Box(x, y, width, height)}/>\n");

    /// <inheritdoc />
    public void Fill(double x, double y, double width, double height, Rgb colour) =>
        _elements.Append(CultureInfo.InvariantCulture, $"<rect fill=\"{colour.Hex}\" {Box(x, y, width, height)}/>\n");

    /// <inheritdoc />
    public void Dot(Point centre, double radius, Ink ink) =>
        _elements.Append(CultureInfo.InvariantCulture, $"<circle class=\"f-{Class(ink)}\" cx=\"{N(centre.X)}\" cy=\"{N(centre.Y)}\" r=\"{N(radius)}\"/>\n");

    /// <inheritdoc />
    public void Text(Point position, string text, double size, TextAnchor anchor = TextAnchor.Start, Ink ink = Ink.Text, bool vertical = false)
    {
        var turn = vertical ? $" transform=\"rotate(-90 {N(position.X)} {N(position.Y)})\"" : "";
        var align = anchor switch { TextAnchor.Middle => " text-anchor=\"middle\"", TextAnchor.End => " text-anchor=\"end\"", _ => "" };
        _elements.Append(CultureInfo.InvariantCulture,
            $"<text class=\"f-{Class(ink)}\" x=\"{N(position.X)}\" y=\"{N(position.Y)}\" font-size=\"{N(size)}\"{align}{turn}>{Escape(text)}</text>\n");
    }

    /// <inheritdoc />
    public void Image(double x, double y, double width, double height, PixelImage image)
    {
        using var png = new MemoryStream();
        PngWriter.WriteRgb(png, image);
        _elements.Append(CultureInfo.InvariantCulture, $"<image {Box(x, y, width, height)} preserveAspectRatio=\"none\" href=\"data:image/png;base64,")
            .Append(Convert.ToBase64String(png.GetBuffer(), 0, (int)png.Length)).Append("\"/>\n");
    }

    private static string Box(double x, double y, double width, double height) =>
        $"x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\"";

    private static string N(double value) => (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Class(Ink ink) => ink.ToString().ToLowerInvariant();

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
