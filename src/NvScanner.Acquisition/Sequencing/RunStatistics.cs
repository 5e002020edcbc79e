using NvScanner.Abstractions.Runs;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>What the store has taken over so far; written on its thread, read from any.</summary>
internal sealed class RunStatistics
{
    private readonly Lock _lock = new();
    private (long Pixels, long Converged, double Rate, double Field, double Error) _now = (0, 0, double.NaN, double.NaN, double.NaN);

    /// <summary>Pixels taken over, those converged, and the latest pixel whose field is known.</summary>
    public (long Pixels, long Converged, double Rate, double Field, double Error) Now
    {
        get
        {
            lock (_lock)
                return _now;
        }
    }

    public void Add(PixelPage page)
    {
        var field = page[PixelColumn.ParallelField];
        var (latest, converged) = (-1, 0);
        for (var pixel = 0; pixel < page.Count; pixel++)
        {
            if (double.IsNaN(field[pixel]))
                continue;
            converged++;
            latest = pixel;
        }

        lock (_lock)
        {
            _now.Pixels += page.Count;
            _now.Converged += converged;
            if (latest >= 0)
                (_now.Rate, _now.Field, _now.Error) = (page[PixelColumn.PhotonRate][latest], field[latest], page[PixelColumn.ParallelFieldError][latest]);
        }
    }
}
