using NvScanner.Simulation.Noise;

namespace NvScanner.Simulation.Twin;

/// <summary>
/// Detections as times of the counter's own clock: exponential waiting times, dead time and afterpulses, one by one. Light is taken as it is when tags are read, for the
/// time since the last read; so whoever wants to follow a change reads more often than it happens. Not thread safe.
/// </summary>
internal sealed class TagStream(PhotonDetector detector, MeasurementNoise noise, RigTime time, int bufferTags)
{
    public const double TickSeconds = 1e-12;
    private const double AfterpulseSeconds = 50e-9;

    private readonly Queue<long> _held = new();
    private double _start;
    private double _upTo;
    private double _blindUntil;
    private bool _ranOver;

    public bool IsRunning { get; private set; }

    public void Start()
    {
        _held.Clear();
        (_start, _upTo, _blindUntil, _ranOver, IsRunning) = (time.Now, 0, 0, false, true);
    }

    public void Stop() => IsRunning = false;

    /// <summary>Moves the oldest tags into the span; a stream that ran over stays refused until it is started anew.</summary>
    public CountingFailure Read(Span<long> tags, out int read)
    {
        read = 0;
        var failure = Detect();
        if (failure != CountingFailure.None) return failure;
        if (_ranOver) return CountingFailure.Overflow;
        while (read < tags.Length && _held.TryDequeue(out var tag)) tags[read++] = tag;
        return CountingFailure.None;
    }

    private CountingFailure Detect()
    {
        var end = time.Now - _start;
        var rate = detector.LightNow(out var failure);
        if (failure != CountingFailure.None) return failure;
        ref var random = ref noise.For(RandomPurpose.Photons);
        var at = _upTo;
        while (rate > 0 && !_ranOver)
        {
            at -= Math.Log(random.NextDouble()) / rate;
            if (at > end) break;
            if (at < _blindUntil) continue; // a photon during the dead time is lost and prolongs nothing
            Hold(at);
            while (detector.Habits.Afterpulsing > 0 && random.NextDouble() < detector.Habits.Afterpulsing && !_ranOver)
                Hold(_blindUntil - AfterpulseSeconds * Math.Log(random.NextDouble()));
        }
        _upTo = end;
        return CountingFailure.None;
    }

    private void Hold(double seconds)
    {
        if (_held.Count >= bufferTags) _ranOver = true;
        else _held.Enqueue((long)Math.Round(seconds / TickSeconds));
        _blindUntil = seconds + detector.Habits.DeadTimeSeconds;
    }
}
