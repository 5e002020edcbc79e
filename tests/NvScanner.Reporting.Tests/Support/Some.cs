using NvScanner.Reporting.Maps;

namespace NvScanner.Reporting.Tests.Support;

/// <summary>Maps to test with.</summary>
internal static class Some
{
    /// <summary>A letter F, read from the top as one sees it with +y up.</summary>
    public static readonly string[] LetterRows =
    [
        ".......",
        ".XXXXX.",
        ".X.....",
        ".XXXX..",
        ".X.....",
        ".X.....",
        ".X.....",
        ".X.....",
        ".......",
    ];

    public static bool IsInk(int ix, int iy) => LetterRows[LetterRows.Length - 1 - iy][ix] == 'X';

    /// <summary>The letter as a signed field of 12 µT on -5 µT, each pixel a little different, over 0.7 µm x 0.9 µm.</summary>
    public static FieldMap LetterF() => new()
    {
        Name = "B_stray",
        LongName = "Stray field along the NV axis",
        Unit = "T",
        Values = Values((ix, iy) => (IsInk(ix, iy) ? 12e-6 : -5e-6) + 1e-9 * (ix + 10 * iy)),
        PixelsX = 7,
        PixelsY = 9,
        OriginX = 1e-6,
        OriginY = 2e-6,
        SizeX = 0.7e-6,
        SizeY = 0.9e-6,
        Style = MapStyle.Signed,
    };

    public static FieldMap Map(double[] values, int pixelsX, int pixelsY) => new()
    {
        Name = "contrast", LongName = "Contrast", Unit = "1", Values = values, PixelsX = pixelsX, PixelsY = pixelsY, SizeX = pixelsX * 1e-7, SizeY = pixelsY * 1e-7,
    };

    private static double[] Values(Func<int, int, double> value) =>
        [.. from iy in Enumerable.Range(0, 9) from ix in Enumerable.Range(0, 7) select value(ix, iy)];
}
