using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;
using NvScanner.Configuration.Rules;

namespace NvScanner.Configuration.Plans;

/// <summary>Keys of the plan's section `scan`.</summary>
internal static class ScanKeys
{
    /// <summary>Largest number of pixels along one side; keeps pixel numbers within 32 bits.</summary>
    private const int MostPixels = 16384;

    private static readonly Key<(Length First, Length Second)> Origin = new("origin", new PairRule<Length>(Values.Of<Length>(atLeast: -1, atMost: 1), "x, y"),
        "Outer lower left corner of the field of view, before rotation.", "[0 um, 0 um]");

    private static readonly Key<(Length First, Length Second)> Size = new("size", new PairRule<Length>(Values.Of<Length>(above: 0, atMost: 0.1), "width, height"),
        "Width and height of the field of view.", required: true);

    private static readonly Key<(int First, int Second)> Pixels = new("pixels", new PairRule<int>(new IntegerRule(1, MostPixels), "columns, rows"),
        "Number of pixels along x and y; the pitch is size / pixels.", required: true);

    private static readonly Key<Angle> Rotation = new("rotation", Values.Of<Angle>(atLeast: -360, atMost: 360),
        "Rotation about the centre of the field of view, counter-clockwise seen from above the sample.", "0 deg");

    private static readonly Key<FastAxis> FastAxis = new("fast-axis", new WordRule<FastAxis>([("x", Abstractions.Scanning.FastAxis.X), ("y", Abstractions.Scanning.FastAxis.Y)]),
        "Axis along which a line runs.", "x");

    private static readonly Key<ScanPath> Path = new("path",
        new WordRule<ScanPath>([("raster", ScanPath.Raster), ("snake", ScanPath.Snake), ("interleaved", ScanPath.Interleaved)], ["spiral", "region"]),
        "Order of the pixels: every line the same way, every other line backwards, or sub-lattices of every fourth pixel whose every pass is a picture of the whole field.", "snake");

    private static readonly Key<string> Retrace = new("retrace", Values.Word(["fast"], ["record"]),
        "What happens on the way back to the start of a line; fast measures nothing.", "fast");

    private static readonly Key<HeightPlan> Height = new("height", HeightKeys.Rule, "Height of the tip.", "contact");

    private static readonly Key<int> Frames = new("frames", new ShapeRule<int>(
            new IntegerRule(1, 1_000_000),
            new LaterRule<int>("schedules of frames are", "write a number of frames"),
            new LaterRule<int>("schedules of frames are", "write a number of frames")),
        "How many times the field of view is scanned.", "1");

    /// <summary>The section.</summary>
    public static SectionRule<ScanGeometry> Section { get; } = new("scan",
        [Origin, Size, Pixels, Rotation, FastAxis, Path, Retrace, Height, Frames],
        Build,
        [new("heights", "height series are", "run one plan per height (--set scan.height.distance=...)")]);

    private static ScanGeometry Build(SectionValues s)
    {
        var (origin, size, pixels) = (s.Get(Origin), s.Get(Size), s.Get(Pixels));
        return new ScanGeometry
        {
            OriginX = origin.First.Metres,
            OriginY = origin.Second.Metres,
            SizeX = size.First.Metres,
            SizeY = size.Second.Metres,
            PixelsX = pixels.First,
            PixelsY = pixels.Second,
            Rotation = s.Get(Rotation),
            FastAxis = s.Get(FastAxis),
            Path = s.Get(Path),
            Height = s.Get(Height),
            Frames = s.Get(Frames),
        };
    }
}
