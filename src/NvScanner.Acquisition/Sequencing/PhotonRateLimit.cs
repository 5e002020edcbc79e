using System.Globalization;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>
/// The photon rate that is believed. Every sweep is judged by its mean rate, which lies below the rate off resonance by no more than the dips take away,
/// and shot noise is allowed for: only what is five standard deviations outside trips.
/// </summary>
internal sealed class PhotonRateLimit
{
    private const double StandardDeviations = 5;
    private readonly QuantityRange<PhotonRate> _limit;
    private readonly double _seconds;
    private readonly double _fewest;
    private readonly double _most;

    public PhotonRateLimit(QuantityRange<PhotonRate> limit, TimeSpan countingTime)
    {
        _limit = limit;
        _seconds = countingTime.TotalSeconds;
        var (low, high) = (limit.Minimum.CountsPerSecond * _seconds, limit.Maximum.CountsPerSecond * _seconds);
        (_fewest, _most) = (low - StandardDeviations * Math.Sqrt(low), high + StandardDeviations * Math.Sqrt(high));
    }

    /// <summary>Throws <see cref="LimitTrippedException"/> when the counts of one sweep are outside.</summary>
    public void Check(ReadOnlySpan<uint> sweep)
    {
        ulong counts = 0;
        foreach (var bin in sweep)
            counts += bin == SpectrumMeasurement.OverRange ? 0 : bin; // no number of photons; the pixel is flagged
        if (counts < _fewest)
            throw Tripped("photon-rate-low", counts, "below", "the tip may be lost or the laser off");
        if (counts > _most)
            throw Tripped("photon-rate-high", counts, "above", "the counter or the sample is in danger");
    }

    private LimitTrippedException Tripped(string code, ulong counts, string side, string meaning) => new(
        code, string.Create(CultureInfo.InvariantCulture, $"photon rate {new PhotonRate(counts / _seconds)} is {side} limits.photon-rate ({_limit}): {meaning}"));
}
