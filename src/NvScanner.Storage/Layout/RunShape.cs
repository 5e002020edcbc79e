using NvScanner.Abstractions.Runs;

namespace NvScanner.Storage.Layout;

/// <summary>The lengths from which every shape in the file follows.</summary>
/// <param name="Frames">Frames.</param>
/// <param name="PixelsY">Rows.</param>
/// <param name="PixelsX">Columns.</param>
/// <param name="Bins">Swept frequencies.</param>
public sealed record RunShape(int Frames, int PixelsY, int PixelsX, int Bins)
{
    /// <summary>Pixels of one frame.</summary>
    public int PixelsPerFrame => PixelsY * PixelsX;

    /// <summary>Pixels of all frames.</summary>
    public long PixelCount => (long)Frames * PixelsPerFrame;

    /// <summary>The shape of a run.</summary>
    public static RunShape Of(RunStarted run) =>
        new(run.Plan.Scan.Frames, run.Plan.Scan.PixelsY, run.Plan.Scan.PixelsX, run.FrequenciesHz.Length);
}
