using NvScanner.Abstractions.Instruments;
using NvScanner.Physics;
using NvScanner.Physics.Photophysics;
using NvScanner.Physics.Spin;

namespace NvScanner.Simulation.Twin;

/// <summary>
/// The spin under a pulse sequence, and what the gates of an armed counter see of it: the laser's light and the source's microwaves as the lanes switch them,
/// the line next to the source's frequency, at the field where the NV is. Field and temperature are those at the end of the playing, and the heat
/// is that of light and microwaves that never pause. Not thread safe.
/// </summary>
internal sealed class PulsedLight(
    RigTime time, Fluorescence fluorescence, SimulatedTip tip, Illumination light, MicrowaveOutput microwave, PhotonDetector detector)
{
    private const int MostRounds = 100;
    private const double SettledChange = 1e-6;

    private ulong[] _counts = [];
    private CountingFailure _failure;

    /// <summary>Gates per repetition that the counter is armed for, 0 for none.</summary>
    public int ArmedGates => _counts.Length;

    /// <summary>Gates per repetition of what has been played since, 0 for nothing.</summary>
    public int PlayedGates { get; private set; }

    /// <summary>Whether a sequence has opened another number of gates than the counter is armed for: the counts are lost until it is armed anew.</summary>
    public bool IsWrong => PlayedGates != 0 && PlayedGates != ArmedGates;

    public void Arm(int gates) => (_counts, _failure, PlayedGates) = (new ulong[gates], CountingFailure.None, 0);

    /// <summary>Counts of a sequence that has just been played so often; nothing happens while no counter is armed.</summary>
    public void Play(PulseSequence sequence, long repetitions)
    {
        if (ArmedGates == 0 || IsWrong) return;
        var gates = GatesOf(PulseInterval.Of(sequence));
        PlayedGates = gates.Length;
        if (IsWrong) return;
        var failure = detector.CountGates(gates, repetitions, _counts);
        if (failure != CountingFailure.None) _failure = failure;
    }

    /// <summary>Moves the counts into the span, which is as long as the counter is armed for, and starts from zero.</summary>
    public CountingFailure Read(Span<uint> counts)
    {
        var failure = _failure;
        for (var gate = 0; gate < counts.Length; gate++)
        {
            if (_counts[gate] > uint.MaxValue) failure = CountingFailure.Overflow;
            counts[gate] = (uint)_counts[gate];
        }
        Arm(counts.Length);
        return failure;
    }

    // what a repetition leaves behind the next one begins with: the first rounds are played until nothing changes any more
    private PulsedGate[] GatesOf(List<PulseInterval> intervals)
    {
        fluorescence.Refresh();
        var now = time.Now;
        var watts = light.WattsAt(now);
        var rabiHz = microwave.DbmAt(now) is { } dbm ? tip.RabiHz(dbm) : 0;
        var spin = SpinAt(microwave.FrequencyHz + microwave.OffsetHzAt(now));
        PulsedGate[] gates = PlayOnce(spin, intervals, watts, rabiHz), before;
        var rounds = 1;
        do
        {
            before = gates;
            gates = PlayOnce(spin, intervals, watts, rabiHz);
        }
        while (++rounds < MostRounds && gates.Zip(before).Any(pair => Math.Abs(pair.First.NvPhotons - pair.Second.NvPhotons) > SettledChange * pair.First.NvPhotons));
        return gates;
    }

    private SpinDynamics SpinAt(double frequencyHz)
    {
        var field = tip.Frame.ToNvFrame(fluorescence.FieldTesla);
        var splitting = fluorescence.ZeroFieldSplittingHz;
        var (lower, upper) = NvGroundState.Levels(splitting, tip.StrainHz, field).Transitions;
        var line = Math.Abs(frequencyHz - lower) < Math.Abs(frequencyHz - upper) ? NvLine.Lower : NvLine.Upper;
        var spin = new SpinDynamics(tip.Photophysics, field, line, splitting, tip.StrainHz);
        spin.DetuningHz = frequencyHz - spin.LineHz;
        return spin;
    }

    private PulsedGate[] PlayOnce(SpinDynamics spin, List<PulseInterval> intervals, double watts, double rabiHz)
    {
        var gates = new List<PulsedGate>();
        var wasOpen = false;
        foreach (var interval in intervals)
        {
            var power = interval.Laser ? watts : 0;
            var photons = interval.Amplitude * rabiHz > 0
                ? spin.Drive(interval.Amplitude * rabiHz, Math.Atan2(interval.Quadrature, interval.InPhase), interval.Seconds, power)
                : spin.Laser(power, interval.Seconds);
            if (interval.Gate)
            {
                if (!wasOpen) gates.Add(default);
                var gate = gates[^1];
                gates[^1] = new PulsedGate(
                    gate.Seconds + interval.Seconds, gate.LitSeconds + (interval.Laser ? interval.Seconds : 0), gate.NvPhotons + fluorescence.Collection * photons);
            }
            wasOpen = interval.Gate;
        }
        return [.. gates];
    }
}
