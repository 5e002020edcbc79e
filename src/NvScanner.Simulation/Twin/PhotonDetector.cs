using NvScanner.Abstractions.Instruments;
using NvScanner.Simulation.Faults;
using NvScanner.Simulation.Noise;

namespace NvScanner.Simulation.Twin;

/// <summary>From the light of the NV to counts: shot noise, dead time, afterpulses, dark counts, and what goes wrong with triggers and registers. Seconds; not thread safe.</summary>
internal sealed class PhotonDetector(RigTime time, Fluorescence fluorescence, Illumination light, MicrowaveOutput microwave, double darkRate, MeasurementNoise noise, FaultInjector faults)
{
    private readonly FaultLine _overflow = faults.Of(FaultKinds.CounterOverflow);
    private readonly FaultLine _saturation = faults.Of(FaultKinds.CounterSaturation);
    private readonly FaultLine _zero = faults.Of(FaultKinds.CounterZero);
    private readonly FaultLine _missedTrigger = faults.Of(FaultKinds.CounterMissedTrigger);
    private readonly FaultLine _extraTrigger = faults.Of(FaultKinds.CounterExtraTrigger);
    private double _strayRate;
    private double _factor;
    private bool _isDead;

    public DetectorHabits Habits { get; set; }

    /// <summary>Counts of one gate at the present frequency.</summary>
    public CountingFailure Count(double seconds, out uint counts)
    {
        var offset = BeginLook(out var failure);
        counts = failure == CountingFailure.None ? Draw(RateAt(microwave.FrequencyHz + offset), seconds, ref failure) : 0;
        return failure;
    }

    /// <summary>
    /// Fills one bin per trigger: each trigger steps the source's list where it is armed. The source needs its settling time; what the counter does not
    /// leave out of the bin is counted at the previous frequency.
    /// </summary>
    public CountingFailure CountBins(Span<uint> counts, double dwell, double settling)
    {
        var offset = BeginLook(out var failure);
        var (missed, extra) = StrayTriggers(counts.Length);
        var unsettled = Math.Clamp(microwave.StepSettlingSeconds - settling, 0, dwell) / dwell;
        for (var bin = 0; bin < counts.Length && failure == CountingFailure.None; bin++)
        {
            var before = microwave.FrequencyHz;
            if (bin != missed) microwave.Trigger();
            if (bin == extra) microwave.Trigger();
            var rate = RateAt(microwave.FrequencyHz + offset);
            if (unsettled > 0 && before != microwave.FrequencyHz) rate += unsettled * (RateAt(before + offset) - rate);
            counts[bin] = Draw(rate, dwell, ref failure);
        }
        return failure;
    }

    /// <summary>Light on the detector at the present frequency in photons per second, for a stream of time tags.</summary>
    public double PresentRate(out CountingFailure failure)
    {
        var rate = RateAt(microwave.FrequencyHz + BeginLook(out failure));
        if (rate / (1 + rate * Habits.DeadTimeSeconds) > Habits.OverloadRate) failure = CountingFailure.Overload;
        return rate;
    }

    // brings light and faults up to date once per sweep or gate; the offset of the source's frequency comes with them
    private double BeginLook(out CountingFailure failure)
    {
        fluorescence.Refresh();
        _factor = light.NextFactor();
        var now = time.Now;
        failure = _overflow.Strikes(now, out _) ? CountingFailure.Overflow : CountingFailure.None;
        _strayRate = _saturation.IsOn(now, out var stray) ? stray.Severity : 0;
        _isDead = _zero.IsOn(now, out _);
        return microwave.OffsetHzAt(now);
    }

    private (int Missed, int Extra) StrayTriggers(int bins)
    {
        var now = time.Now;
        var missed = _missedTrigger.Strikes(now, out _) ? (int)(noise.For(RandomPurpose.FaultDetails).NextDouble() * bins) : -1;
        var extra = _extraTrigger.Strikes(now, out _) ? (int)(noise.For(RandomPurpose.FaultDetails).NextDouble() * bins) : -1;
        return (missed, extra);
    }

    // the laser's noise moves all light but the dark counts
    private double RateAt(double frequencyHz) => _isDead ? 0 : _strayRate + darkRate + _factor * (fluorescence.RateAt(frequencyHz) - darkRate);

    private uint Draw(double rate, double seconds, ref CountingFailure failure)
    {
        ref var photons = ref noise.For(RandomPurpose.Photons);
        if (rate / (1 + rate * Habits.DeadTimeSeconds) > Habits.OverloadRate)
        {
            failure = CountingFailure.Overload;
            return 0;
        }
        var counts = DeadTimeCounts.Next(ref photons, rate, seconds, Habits.DeadTimeSeconds);
        return Habits.Afterpulsing > 0 ? counts + PoissonSampler.Next(ref photons, Habits.Afterpulsing / (1 - Habits.Afterpulsing) * counts) : counts;
    }
}
