using System.Runtime.CompilerServices;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Protocols;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>Sums sweeps at one position until their fixed number or the stop rule is met.</summary>
internal sealed class SpectrumMeasurement(
    IMeasurementProtocol protocol, int repeats, StopCriterion? stop, PhotonRateLimit? limit, MeasurementKeys keys)
{
    /// <summary>What a counter reads whose register shows no number of photons: all bits set. A sum that holds it is none either.</summary>
    public const uint OverRange = uint.MaxValue;

    private readonly uint[] _sum = new uint[protocol.Bins];
    private readonly uint[] _sweep = new uint[protocol.Bins];

    /// <summary>Summed counts of the latest measurement.</summary>
    public ReadOnlySpan<uint> Counts => _sum;

    /// <summary>Sweeps summed in them.</summary>
    public int Sweeps { get; private set; }

    /// <summary>Whether there is a bin among them that holds no number of photons.</summary>
    public bool IsOverRange => _sum.Contains(OverRange);

    /// <summary>Photon-collecting seconds of the latest measurement.</summary>
    public double PhotonSeconds => Sweeps * protocol.CountingTime.TotalSeconds;

    /// <summary>Measures at the present position; the key of its first sweep has been announced. Returns when the spectrum is good enough; throws <see cref="LimitTrippedException"/>.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask MeasureAsync(MeasurementKey key, CancellationToken cancellationToken)
    {
        Array.Clear(_sum);
        Sweeps = 0;
        var goal = repeats;
        while (Sweeps < goal)
        {
            if (Sweeps > 0)
                keys.Begin(key with { Pass = Sweeps });
            await protocol.SweepAsync(_sweep, cancellationToken).ConfigureAwait(false); // see ScanSequencer
            AddSweep();
            limit?.Check(_sweep);
            if (IsOverRange)
                return; // no further sweep makes it right
            if (Sweeps == goal && stop is not null)
                goal = stop.NextGoal(_sum, Sweeps);
        }
    }

    private void AddSweep()
    {
        for (var bin = 0; bin < _sum.Length; bin++)
            _sum[bin] = _sweep[bin] == OverRange ? OverRange : checked(_sum[bin] + _sweep[bin]);
        Sweeps++;
    }
}
