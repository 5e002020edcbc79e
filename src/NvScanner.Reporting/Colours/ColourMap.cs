namespace NvScanner.Reporting.Colours;

/// <summary>A table of 256 colours at equal perceived distances along a smooth path through a few anchors in OKLab.</summary>
public sealed class ColourMap
{
    /// <summary>Number of entries.</summary>
    public const int Count = 256;

    /// <summary>Ground of the hatch that stands for a missing value; it is in no map.</summary>
    public static readonly Rgb Missing = Rgb.Parse("#8d8d8d");

    /// <summary>Lines of the hatch that stands for a missing value; it is in no map.</summary>
    public static readonly Rgb MissingHatch = Rgb.Parse("#a9a9a9");

    /// <summary>Colour of values above the limits; it is in no map.</summary>
    public static readonly Rgb Over = Rgb.Parse("#ff2fd6");

    /// <summary>Colour of values below the limits; it is in no map.</summary>
    public static readonly Rgb Under = Rgb.Parse("#00f0e0");

    private const int PathSamples = 4096;
    private readonly OkLab[] _points;
    private readonly Rgb[] _entries;

    private ColourMap(string name, bool isDiverging, OkLab[] points)
    {
        Name = name;
        IsDiverging = isDiverging;
        _points = points;
        _entries = points.Select(p => p.ToRgb()).ToArray();
    }

    /// <summary>Name, stored with every exported picture.</summary>
    public string Name { get; }

    /// <summary>Whether the middle is neutral and both ends are equally dark.</summary>
    public bool IsDiverging { get; }

    /// <summary>The 256 entries before they are rounded to 8 bits.</summary>
    public ReadOnlySpan<OkLab> Points => _points;

    /// <summary>The 256 entries from the lowest to the highest value.</summary>
    public ReadOnlySpan<Rgb> Entries => _entries;

    /// <summary>The colour at a fraction 0..1 of the range; <see cref="Under"/>, <see cref="Over"/> or <see cref="Missing"/> outside it.</summary>
    public Rgb At(double fraction) => fraction switch
    {
        double.NaN => Missing,
        < -1e-12 => Under,
        > 1 + 1e-12 => Over,
        _ => _entries[Math.Clamp((int)(fraction * Count), 0, Count - 1)],
    };

    /// <summary>A sequential map from dark to light anchors; entry 0 and 255 are the first and the last anchor.</summary>
    public static ColourMap Sequential(string name, params ReadOnlySpan<OkLab> anchors) =>
        new(name, isDiverging: false, EqualSteps(anchors, 0, anchors.Length - 1, Count, i => i / (Count - 1.0)));

    /// <summary>A diverging map through an odd number of anchors; the middle one is neutral and lies between entries 127 and 128.</summary>
    public static ColourMap Diverging(string name, params ReadOnlySpan<OkLab> anchors)
    {
        const int half = Count / 2;
        var middle = anchors.Length / 2;
        return new(name, isDiverging: true,
        [
            .. EqualSteps(anchors, 0, middle, half, i => i / (half - 0.5)),
            .. EqualSteps(anchors, middle, anchors.Length - 1, half, i => (i + 0.5) / (half - 0.5)),
        ]);
    }

    /// <summary>Points at given fractions of the length of the Catmull-Rom path between two of its anchors.</summary>
    private static OkLab[] EqualSteps(ReadOnlySpan<OkLab> anchors, int from, int to, int count, Func<int, double> fractionOfLength)
    {
        var path = new OkLab[PathSamples + 1];
        var length = new double[PathSamples + 1];
        for (var i = 0; i <= PathSamples; i++)
        {
            path[i] = OnSpline(anchors, from + i * (to - from) / (double)PathSamples);
            length[i] = i == 0 ? 0 : length[i - 1] + path[i].Distance(path[i - 1]);
        }

        var points = new OkLab[count];
        for (var i = 0; i < count; i++)
        {
            var wanted = fractionOfLength(i) * length[PathSamples];
            var at = Array.BinarySearch(length, wanted);
            var upper = Math.Clamp(at >= 0 ? at : ~at, 1, PathSamples);
            var step = length[upper] - length[upper - 1];
            points[i] = path[upper - 1].Towards(path[upper], step == 0 ? 0 : (wanted - length[upper - 1]) / step);
        }

        return points;
    }

    private static OkLab OnSpline(ReadOnlySpan<OkLab> anchors, double position)
    {
        var i = Math.Min((int)position, anchors.Length - 2);
        var (p1, p2) = (anchors[i], anchors[i + 1]);
        var p0 = i > 0 ? anchors[i - 1] : p1.Towards(p2, -1);
        var p3 = i + 2 < anchors.Length ? anchors[i + 2] : p2.Towards(p1, -1);
        var t = position - i;
        return new(Cubic(p0.L, p1.L, p2.L, p3.L, t), Cubic(p0.A, p1.A, p2.A, p3.A, t), Cubic(p0.B, p1.B, p2.B, p3.B, t));
    }

    private static double Cubic(double p0, double p1, double p2, double p3, double t) =>
        p1 + 0.5 * t * (p2 - p0 + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * (3 * (p1 - p2) + p3 - p0)));
}
