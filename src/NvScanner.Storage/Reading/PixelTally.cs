namespace NvScanner.Storage.Reading;

/// <summary>Committed pixels of a frame or of a run.</summary>
/// <param name="Total">Pixels that the plan has.</param>
/// <param name="Valid">Measured and fitted.</param>
/// <param name="Flagged">Measured; the reason map says what is wrong.</param>
public sealed record PixelTally(long Total, long Valid, long Flagged)
{
    /// <summary>Pixels that are measured and committed.</summary>
    public long Acknowledged => Valid + Flagged;

    /// <summary>Sum of two tallies.</summary>
    public static PixelTally operator +(PixelTally a, PixelTally b) => new(a.Total + b.Total, a.Valid + b.Valid, a.Flagged + b.Flagged);
}
