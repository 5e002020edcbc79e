using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>What the store has taken over so far; written on its thread, read from any.</summary>
internal sealed class RunStatistics(ProtocolPlan protocol)
{
    private readonly Lock _lock = new();
    private readonly double _targetTesla = protocol.Stop?.SigmaB.Tesla ?? double.PositiveInfinity;
    private readonly long _mostSweeps = protocol.Stop is { } rule
        ? StopCriterion.MostSweepsWithin(rule, protocol.Windows.Sum(window => window.Points) * protocol.Dwell, protocol.Repeats)
        : long.MaxValue;

    private long _aboveSigma;
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

    /// <summary>Pixels that used the stop rule's time up without reaching its error, those without a field among them.</summary>
    public long AboveSigma => Interlocked.Read(ref _aboveSigma);

    public void Add(PixelPage page)
    {
        var field = page[PixelColumn.ParallelField];
        var error = page[PixelColumn.ParallelFieldError];
        var (latest, converged, aboveSigma) = (-1, 0, 0);
        for (var pixel = 0; pixel < page.Count; pixel++)
        {
            if (page.Sweeps[pixel] >= _mostSweeps && !(error[pixel] <= _targetTesla))
                aboveSigma++;
            if (double.IsNaN(field[pixel]))
                continue;
            converged++;
            latest = pixel;
        }

        Interlocked.Add(ref _aboveSigma, aboveSigma);
        lock (_lock)
        {
            _now.Pixels += page.Count;
            _now.Converged += converged;
            if (latest >= 0)
                (_now.Rate, _now.Field, _now.Error) = (page[PixelColumn.PhotonRate][latest], field[latest], error[latest]);
        }
    }
}
