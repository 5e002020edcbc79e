using NvScanner.Reporting.Drawing;

namespace NvScanner.Reporting.Figures;

/// <summary>Renders figures.</summary>
public static class FigureRendering
{
    /// <summary>The figure as an SVG element for a page that defines the ink classes.</summary>
    public static string ToSvg(this IFigure figure)
    {
        var surface = new SvgSurface(figure.Width, figure.Height);
        figure.Draw(surface);
        return surface.ToSvg(figure.Name, figure.Description);
    }

    /// <summary>The figure on white, with so many pixels per drawing unit.</summary>
    public static PixelImage ToPicture(this IFigure figure, double scale = 2)
    {
        var surface = new RasterSurface(figure.Width, figure.Height, scale);
        figure.Draw(surface);
        return surface.Picture;
    }
}
