using NvScanner.Reporting.Drawing;
using NvScanner.Simulation.Samples;

namespace NvScanner.Cli.Pictures;

/// <summary>A label image as a picture with y upwards and an outline about every particle.</summary>
internal static class LabelRaster
{
    /// <summary>Draws at so many pixels per column; rows are as high as they are in metres.</summary>
    public static PixelImage Draw(LabelImage image, int pixelsPerColumn)
    {
        var pixelsPerMetre = pixelsPerColumn * image.Columns / image.WidthMetres;
        var height = Math.Max(1, (int)Math.Round(image.HeightMetres * pixelsPerMetre));
        var rows = RowsByPixel(image, height);
        var picture = new PixelImage(image.Columns * pixelsPerColumn, height);
        for (var y = 0; y < height; y++)
        {
            var row = rows[height - 1 - y];
            var isTopOfRow = y > 0 && rows[height - y] != row;
            for (var x = 0; x < picture.Width; x++)
            {
                var column = x / pixelsPerColumn;
                var place = row * image.Columns + column;
                var own = image.Particles[place];
                var isOutline = x % pixelsPerColumn == 0 && column > 0 && image.Particles[place - 1] != own
                    || isTopOfRow && image.Particles[place + image.Columns] != own;
                picture[x, y] = isOutline ? PhaseColours.Outline : PhaseColours.Of(image.Labels[place], own);
            }
        }
        return picture;
    }

    // row of every line of pixels, from the smallest coordinate up
    private static int[] RowsByPixel(LabelImage image, int height)
    {
        var rows = new int[height];
        for (int pixel = 0, row = 0; pixel < height; pixel++)
        {
            var place = image.RowEdgesMetres[0] + (pixel + 0.5) / height * image.HeightMetres;
            while (row < image.Rows - 1 && image.RowEdgesMetres[row + 1] <= place) row++;
            rows[pixel] = row;
        }
        return rows;
    }
}
