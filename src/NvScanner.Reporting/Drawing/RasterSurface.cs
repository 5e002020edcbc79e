using NvScanner.Reporting.Colours;

namespace NvScanner.Reporting.Drawing;

/// <summary>Draws anti-aliased on a white picture; text is drawn with <see cref="StrokeFont"/>, so that no font need be installed.</summary>
public sealed class RasterSurface : IDrawingSurface
{
    private readonly double _scale;

    /// <summary>A picture of a size in drawing units, with so many pixels per unit.</summary>
    public RasterSurface(double width, double height, double scale)
    {
        _scale = scale;
        Picture = new((int)Math.Ceiling(width * scale), (int)Math.Ceiling(height * scale));
        Array.Fill(Picture.Bytes, (byte)255);
    }

    /// <summary>The picture.</summary>
    public PixelImage Picture { get; }

    /// <inheritdoc />
    public void Polyline(ReadOnlySpan<Point> points, Ink ink, double width = 1, bool dashed = false)
    {
        var strokes = new List<Point[]>();
        if (dashed)
            strokes.AddRange(Dashes(points, 5, 4));
        else
            strokes.Add(points.ToArray());
        Stroke(strokes, ink, width);
    }

    /// <inheritdoc />
    public void Fill(double x, double y, double width, double height, Ink ink) => Fill(x, y, width, height, Colour(ink), Opacity(ink));

    /// <inheritdoc />
    public void Fill(double x, double y, double width, double height, Rgb colour) => Fill(x, y, width, height, colour, 1);

    /// <inheritdoc />
    public void Dot(Point centre, double radius, Ink ink) => Stroke([[centre, centre]], ink, 2 * radius);

    /// <inheritdoc />
    public void Text(Point position, string text, double size, TextAnchor anchor = TextAnchor.Start, Ink ink = Ink.Text, bool vertical = false)
    {
        var length = StrokeFont.Measure(text, size);
        var shift = anchor switch { TextAnchor.Middle => -length / 2, TextAnchor.End => -length, _ => 0 };
        var strokes = StrokeFont.Strokes(text, size)
            .Select(stroke => stroke.Select(p => vertical
                ? new Point(position.X + p.Y, position.Y - (p.X + shift))
                : new Point(position.X + p.X + shift, position.Y + p.Y)).ToArray())
            .ToList();
        Stroke(strokes, ink, Math.Max(size / 11, 0.8 / _scale));
    }

    /// <inheritdoc />
    public void Image(double x, double y, double width, double height, PixelImage image)
    {
        var (left, top, right, bottom) = Edges(x, y, width, height);
        for (var row = top; row < bottom; row++)
        {
            for (var column = left; column < right; column++)
                Picture[column, row] = Average(image, Covered(column - left, right - left, image.Width), Covered(row - top, bottom - top, image.Height));
        }
    }

    /// <summary>The source pixels below one target pixel: several when the picture is shrunk, the nearest when it is enlarged.</summary>
    private static Range Covered(int target, int targets, int sources)
    {
        if (sources <= targets)
        {
            var nearest = (int)((target + 0.5) * sources / targets);
            return nearest..(nearest + 1);
        }

        return (int)((long)target * sources / targets)..(int)((target + 1L) * sources / targets);
    }

    private static Rgb Average(PixelImage image, Range columns, Range rows)
    {
        var (r, g, b, count) = (0, 0, 0, 0);
        for (var row = rows.Start.Value; row < rows.End.Value; row++)
        {
            for (var column = columns.Start.Value; column < columns.End.Value; column++, count++)
            {
                var colour = image[column, row];
                (r, g, b) = (r + colour.R, g + colour.G, b + colour.B);
            }
        }

        return new((byte)((r + count / 2) / count), (byte)((g + count / 2) / count), (byte)((b + count / 2) / count));
    }

    private void Fill(double x, double y, double width, double height, Rgb colour, double opacity)
    {
        var (left, top, right, bottom) = Edges(x, y, width, height);
        for (var row = top; row < bottom; row++)
        {
            for (var column = left; column < right; column++)
                Blend(column, row, colour, opacity);
        }
    }

    /// <summary>Covers every pixel once by the nearest of all segments, so that joints are not drawn twice.</summary>
    private void Stroke(IReadOnlyCollection<Point[]> strokes, Ink ink, double width)
    {
        var points = strokes.SelectMany(s => s).ToList();
        if (points.Count == 0)
            return;
        var reach = Math.Max(width * _scale, 1) / 2;
        var left = Math.Max((int)Math.Floor(points.Min(p => p.X) * _scale - reach - 1), 0);
        var top = Math.Max((int)Math.Floor(points.Min(p => p.Y) * _scale - reach - 1), 0);
        var right = Math.Min((int)Math.Ceiling(points.Max(p => p.X) * _scale + reach + 1), Picture.Width);
        var bottom = Math.Min((int)Math.Ceiling(points.Max(p => p.Y) * _scale + reach + 1), Picture.Height);
        if (right <= left || bottom <= top)
            return;
        var coverage = new float[(right - left) * (bottom - top)];
        foreach (var stroke in strokes)
        {
            for (var i = 0; i + 1 < stroke.Length; i++)
                Cover(coverage, left, top, right, bottom, stroke[i], stroke[i + 1], reach);
        }

        var colour = Colour(ink);
        for (var row = top; row < bottom; row++)
        {
            for (var column = left; column < right; column++)
                Blend(column, row, colour, coverage[(row - top) * (right - left) + column - left]);
        }
    }

    private void Cover(float[] coverage, int left, int top, int right, int bottom, Point from, Point to, double reach)
    {
        var (x1, y1, x2, y2) = (from.X * _scale, from.Y * _scale, to.X * _scale, to.Y * _scale);
        var (dx, dy) = (x2 - x1, y2 - y1);
        var squaredLength = dx * dx + dy * dy;
        var firstColumn = Math.Max((int)Math.Floor(Math.Min(x1, x2) - reach - 1), left);
        var lastColumn = Math.Min((int)Math.Ceiling(Math.Max(x1, x2) + reach + 1), right);
        var firstRow = Math.Max((int)Math.Floor(Math.Min(y1, y2) - reach - 1), top);
        var lastRow = Math.Min((int)Math.Ceiling(Math.Max(y1, y2) + reach + 1), bottom);
        for (var row = firstRow; row < lastRow; row++)
        {
            for (var column = firstColumn; column < lastColumn; column++)
            {
                var (px, py) = (column + 0.5 - x1, row + 0.5 - y1);
                var t = squaredLength == 0 ? 0 : Math.Clamp((px * dx + py * dy) / squaredLength, 0, 1);
                var distance = Math.Sqrt((px - t * dx) * (px - t * dx) + (py - t * dy) * (py - t * dy));
                var covered = (float)Math.Clamp(reach + 0.5 - distance, 0, 1);
                ref var cell = ref coverage[(row - top) * (right - left) + column - left];
                cell = Math.Max(cell, covered);
            }
        }
    }

    private (int Left, int Top, int Right, int Bottom) Edges(double x, double y, double width, double height) =>
        (Math.Max((int)Math.Round(x * _scale), 0), Math.Max((int)Math.Round(y * _scale), 0),
            Math.Min((int)Math.Round((x + width) * _scale), Picture.Width), Math.Min((int)Math.Round((y + height) * _scale), Picture.Height));

    private void Blend(int column, int row, Rgb colour, double opacity)
    {
        if (opacity <= 0)
            return;
        var below = Picture[column, row];
        Picture[column, row] = new(Mix(below.R, colour.R, opacity), Mix(below.G, colour.G, opacity), Mix(below.B, colour.B, opacity));
    }

    private static byte Mix(byte below, byte above, double opacity) => (byte)Math.Round(below + opacity * (above - below));

    private static IEnumerable<Point[]> Dashes(ReadOnlySpan<Point> points, double on, double off)
    {
        var dashes = new List<Point[]>();
        var phase = 0.0;
        for (var i = 0; i + 1 < points.Length; i++)
        {
            var (from, to) = (points[i], points[i + 1]);
            var length = Math.Sqrt((to.X - from.X) * (to.X - from.X) + (to.Y - from.Y) * (to.Y - from.Y));
            for (var at = -phase; at < length; at += on + off)
            {
                var (start, end) = (Math.Max(at, 0), Math.Min(at + on, length));
                if (end > start)
                    dashes.Add([Along(from, to, start / length), Along(from, to, end / length)]);
            }

            phase = (phase + length) % (on + off);
        }

        return dashes;
    }

    private static Point Along(Point from, Point to, double t) => new(from.X + t * (to.X - from.X), from.Y + t * (to.Y - from.Y));

    private static double Opacity(Ink ink) => ink switch
    {
        Ink.Plate => 0.8,
        Ink.Band => 0.2,
        _ => 1,
    };

    private static Rgb Colour(Ink ink) => ink switch
    {
        Ink.Text or Ink.OnPlate => new(24, 28, 34),
        Ink.Muted => new(84, 92, 102),
        Ink.Axis => new(96, 104, 114),
        Ink.Grid => new(226, 229, 233),
        Ink.Data => new(31, 95, 168),
        Ink.Uncertainty or Ink.Band => new(139, 174, 212),
        Ink.Fit => new(200, 62, 36),
        Ink.Expected => new(90, 98, 108),
        Ink.Plate => new(255, 255, 255),
        _ => throw new ArgumentOutOfRangeException(nameof(ink), ink, "has no colour"),
    };
}
