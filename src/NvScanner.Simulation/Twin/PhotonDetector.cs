using NvScanner.Abstractions.Instruments;
using NvScanner.Simulation.Faults;
using NvScanner.Simulation.Noise;

namespace NvScanner.Simulation.Twin;

/// <summary>From the light of the NV to counts: shot noise, dead time, afterpulses, dark counts, and what goes wrong with triggers and registers. Seconds; not thread safe.</summary>
internal sealed class PhotonDetector(RigTime time, Fluorescence fluorescence, Illumination light, MicrowaveOutput microwave, double darkRate, MeasurementNoise noise, FaultInjector faults)
{
    private const double MostCounts = 4e9; // of a register of 32 bits
    // time tags know no gate: they show the mean of the swing
    private const double LongAgainstAnySine = 1e9;

    private readonly FaultLine _overflow = faults.Of(FaultKinds.CounterOverflow);
    private readonly FaultLine _saturation = faults.Of(FaultKinds.CounterSaturation);
    private readonly FaultLine _zero = faults.Of(FaultKinds.CounterZero);
    private readonly FaultLine _overRange = faults.Of(FaultKinds.CounterOverRange);
    private readonly FaultLine _missedTrigger = faults.Of(FaultKinds.CounterMissedTrigger);
    private readonly FaultLine _extraTrigger = faults.Of(FaultKinds.CounterExtraTrigger);
    private double[] _frequencies = [];
    private double[] _listRates = [];
    private (int State, int List, double Offset) _listRatesAre = (-1, -1, 0);
    private double _offsetHz;
    private double _background;
    private double _factor;
    private bool _isDead;

    public DetectorHabits Habits { get; set; }

    /// <summary>Counts of one gate at the present frequency.</summary>
    public CountingFailure Count(double seconds, out uint counts)
    {
        BeginLook(out var failure);
        counts = failure == CountingFailure.None ? Draw(PresentRate(time.Now - seconds, seconds), seconds, ref failure) : 0;
        if (_overRange.Strikes(time.Now, out _)) counts = uint.MaxValue;
        return failure;
    }

    /// <summary>
    /// Fills one bin per trigger: each trigger steps the source's list where it is armed. The source needs its settling time; what the counter does not
    /// leave out of the bin is counted at the previous frequency.
    /// </summary>
    public CountingFailure CountBins(Span<uint> counts, double dwell, double settling)
    {
        BeginLook(out var failure);
        var (missed, extra) = StrayTriggers(counts.Length);
        var unsettled = Math.Clamp(microwave.StepSettlingSeconds - settling, 0, dwell) / dwell;
        var (opens, period) = (time.Now + settling, dwell + settling);
        var before = PresentRate(opens, dwell);
        for (var bin = 0; bin < counts.Length && failure == CountingFailure.None; bin++)
        {
            if (bin != missed) microwave.Trigger();
            if (bin == extra) microwave.Trigger();
            var rate = PresentRate(opens + bin * period, dwell);
            counts[bin] = Draw(rate + unsettled * (before - rate), dwell, ref failure);
            before = rate;
        }
        if (_overRange.Strikes(time.Now, out _)) counts[(int)(noise.For(RandomPurpose.FaultDetails).NextDouble() * counts.Length)] = uint.MaxValue;
        return failure;
    }

    /// <summary>Adds what the gates of a pulse sequence count in all its repetitions.</summary>
    public CountingFailure CountGates(ReadOnlySpan<PulsedGate> gates, long repetitions, Span<ulong> counts)
    {
        BeginLook(out var failure);
        for (var i = 0; i < gates.Length && failure == CountingFailure.None; i++)
        {
            var photons = fluorescence.ScatterRate * gates[i].LitSeconds + gates[i].NvPhotons;
            var rate = _isDead ? 0 : _background + _factor * photons / gates[i].Seconds;
            var seconds = gates[i].Seconds * repetitions;
            if (rate * seconds > MostCounts) failure = CountingFailure.Overflow;
            else counts[i] += Draw(rate, seconds, ref failure);
        }
        return failure;
    }

    /// <summary>Light on the detector at the present frequency in photons per second, for a stream of time tags.</summary>
    public double LightNow(out CountingFailure failure)
    {
        BeginLook(out failure);
        var rate = PresentRate(time.Now, LongAgainstAnySine);
        if (IsOverload(rate)) failure = CountingFailure.Overload;
        return rate;
    }

    // brings light and faults up to date, once per sweep or gate
    private void BeginLook(out CountingFailure failure)
    {
        var now = time.Now;
        fluorescence.Refresh();
        failure = _overflow.Strikes(now, out _) ? CountingFailure.Overflow : CountingFailure.None;
        _factor = light.NextFactor();
        _background = darkRate + (_saturation.IsOn(now, out var stray) ? stray.Severity : 0);
        _isDead = _zero.IsOn(now, out _);
        _offsetHz = microwave.OffsetHzAt(now);
    }

    // the laser's noise moves all light but the dark counts; where the field swings, the mean over the seconds from a time on
    private double PresentRate(double fromSeconds, double seconds)
    {
        if (_isDead) return 0;
        return _background + _factor * (fluorescence.ScatterRate + (fluorescence.Swings ? SwingingRate(fromSeconds, seconds) : SteadyRate()));
    }

    private double SteadyRate() => microwave.ListIndex < 0 ? fluorescence.NvRateAt(microwave.FrequencyHz + _offsetHz) : ListRates()[microwave.ListIndex];

    private double SwingingRate(double fromSeconds, double seconds)
    {
        if (microwave.ListIndex >= 0)
        {
            ListRates();
            return fluorescence.MeanNvRateAt(microwave.ListIndex, fromSeconds, seconds);
        }
        var frequency = microwave.FrequencyHz + _offsetHz;
        fluorescence.TakeNvRates(new ReadOnlySpan<double>(in frequency));
        _listRatesAre = (-1, -1, 0);
        return fluorescence.MeanNvRateAt(0, fromSeconds, seconds);
    }

    // all sweeps over a list at one place see the same spectrum: it is computed once
    private double[] ListRates()
    {
        var wanted = (fluorescence.Version, microwave.ListVersion, _offsetHz);
        if (_listRatesAre == wanted) return _listRates;
        var list = microwave.List;
        if (_listRates.Length < list.Length) (_frequencies, _listRates) = (new double[list.Length], new double[list.Length]);
        for (var i = 0; i < list.Length; i++) _frequencies[i] = list[i] + _offsetHz;
        var frequencies = _frequencies.AsSpan(0, list.Length);
        if (fluorescence.Swings) fluorescence.TakeNvRates(frequencies);
        else fluorescence.NvRatesAt(frequencies, _listRates.AsSpan(0, list.Length));
        _listRatesAre = wanted;
        return _listRates;
    }

    private (int Missed, int Extra) StrayTriggers(int bins)
    {
        var now = time.Now;
        var missed = _missedTrigger.Strikes(now, out _) ? (int)(noise.For(RandomPurpose.FaultDetails).NextDouble() * bins) : -1;
        var extra = _extraTrigger.Strikes(now, out _) ? (int)(noise.For(RandomPurpose.FaultDetails).NextDouble() * bins) : -1;
        return (missed, extra);
    }

    private bool IsOverload(double rate) => rate / (1 + rate * Habits.DeadTimeSeconds) > Habits.OverloadRate;

    private uint Draw(double rate, double seconds, ref CountingFailure failure)
    {
        ref var photons = ref noise.For(RandomPurpose.Photons);
        if (IsOverload(rate))
        {
            failure = CountingFailure.Overload;
            return 0;
        }
        var counts = DeadTimeCounts.Next(ref photons, rate, seconds, Habits.DeadTimeSeconds);
        return Habits.Afterpulsing > 0 ? counts + PoissonSampler.Next(ref photons, Habits.Afterpulsing / (1 - Habits.Afterpulsing) * counts) : counts;
    }
}
