using System.Globalization;

namespace NvScanner.Reporting.Drawing;

/// <summary>A small sans-serif font of strokes, drawn for this project: labels in PNG need no installed font and are the same on every machine.</summary>
public static partial class StrokeFont
{
    private const double CapHeight = 70;
    private const double CapHeightPerSize = 0.72;
    private const double SideBearing = 8;
    private const double SpaceWidth = 28;
    private const double DegreesPerSegment = 15;
    private static readonly Dictionary<char, Glyph> Glyphs = Parse();

    /// <summary>Width of a text in the unit of the font size.</summary>
    public static double Measure(string text, double size) => text.Sum(c => Advance(c)) * Unit(size);

    /// <summary>Whether the font has a sign for the character; others are drawn as a box.</summary>
    public static bool Has(char character) => character == ' ' || Glyphs.ContainsKey(character);

    /// <summary>The strokes of a text that begins at (0, 0) on the baseline, y downwards.</summary>
    public static IReadOnlyList<Point[]> Strokes(string text, double size)
    {
        var strokes = new List<Point[]>();
        var unit = Unit(size);
        var x = 0.0;
        foreach (var c in text)
        {
            if (c != ' ')
            {
                foreach (var stroke in Find(c).Strokes)
                    strokes.Add([.. stroke.Select(p => new Point((x + SideBearing + p.X) * unit, -p.Y * unit))]);
            }

            x += Advance(c);
        }

        return strokes;
    }

    private static double Unit(double size) => size * CapHeightPerSize / CapHeight;

    private static double Advance(char c) => c == ' ' ? SpaceWidth : Find(c).Width + 2 * SideBearing;

    private static Glyph Find(char c) => Glyphs.TryGetValue(c, out var glyph) ? glyph : Glyphs['\u25a1'];

    /// <summary>Reads "char width M x y L x y A cx cy rx ry from to": M lifts the pen, L draws a line, A an arc from one angle to another (degrees, counter-clockwise positive).</summary>
    private static Dictionary<char, Glyph> Parse()
    {
        var glyphs = new Dictionary<char, Glyph>();
        foreach (var line in Table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var strokes = new List<List<Point>>();
            for (var i = 2; i < words.Length;)
            {
                if (words[i] == "M" || strokes.Count == 0)
                    strokes.Add([]);
                if (words[i] == "A")
                {
                    AddArc(strokes[^1], Number(i + 1), Number(i + 2), Number(i + 3), Number(i + 4), Number(i + 5), Number(i + 6));
                    i += 7;
                }
                else if (words[i] == "M" && words[i + 1] == "A")
                    i++;
                else
                {
                    strokes[^1].Add(new(Number(i + 1), Number(i + 2)));
                    i += 3;
                }
            }

            glyphs.Add(words[0][0], new(Number(1), [.. strokes.Select(s => s.ToArray())]));

            double Number(int at) => double.Parse(words[at], CultureInfo.InvariantCulture);
        }

        return glyphs;
    }

    private static void AddArc(List<Point> stroke, double cx, double cy, double rx, double ry, double from, double to)
    {
        var segments = (int)Math.Ceiling(Math.Abs(to - from) / DegreesPerSegment);
        for (var i = 0; i <= segments; i++)
        {
            var (sin, cos) = Math.SinCos((from + (to - from) * i / segments) * Math.PI / 180);
            stroke.Add(new(cx + rx * cos, cy + ry * sin));
        }
    }

    private sealed record Glyph(double Width, Point[][] Strokes);
}
