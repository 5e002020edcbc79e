using NvScanner.Abstractions.Instruments;
using NvScanner.Simulation.Noise;

namespace NvScanner.Simulation.Faults;

/// <summary>
/// When one ordered fault strikes: once, or at random. Random times are a Poisson process drawn interval by interval, each keyed by (seed, kind, running
/// number, interval), so that they do not depend on when or how often somebody looks. Seconds on the rig's clock; the times of calls do not fall.
/// </summary>
internal sealed class ScheduledFault
{
    private readonly ulong _seed;
    private readonly int _kind;
    private readonly int _number;
    private readonly double _interval;
    private readonly Queue<double> _coming = new();
    private int _nextInterval;

    public ScheduledFault(FaultSpec spec, ulong seed, int kind, int number)
    {
        (_seed, _kind, _number) = (seed, kind, number);
        HasDuration = (spec.For ?? spec.Kind.DefaultDuration) is not null;
        DurationSeconds = (spec.For ?? spec.Kind.DefaultDuration)?.TotalSeconds ?? double.PositiveInfinity;
        Severity = spec.Severity ?? spec.Kind.DefaultSeverity ?? double.NaN;
        _interval = spec.Every?.TotalSeconds ?? double.PositiveInfinity;
        if (spec.At is { } at) _coming.Enqueue(at.TotalSeconds);
    }

    public bool HasDuration { get; }

    public double DurationSeconds { get; }

    public double Severity { get; }

    /// <summary>How often it has struck so far.</summary>
    public int Occurrences { get; private set; }

    /// <summary>When it struck last.</summary>
    public double LatestDue { get; private set; } = double.NegativeInfinity;

    /// <summary>How many occurrences have been answered by whoever takes them one by one.</summary>
    public int Taken { get; set; }

    /// <summary>How many occurrences are in the ledger.</summary>
    public int Recorded { get; set; }

    public double LatestEnd => LatestDue + DurationSeconds;

    public void AdvanceTo(double now)
    {
        while (NextDueBy(now) <= now)
        {
            LatestDue = _coming.Dequeue();
            Occurrences++;
        }
    }

    /// <summary>When it strikes next, if that is not later than a time; else infinite.</summary>
    public double NextDueBy(double now)
    {
        while (_nextInterval * _interval <= now) DrawInterval(_nextInterval++);
        return _coming.TryPeek(out var due) && due <= now ? due : double.PositiveInfinity;
    }

    /// <summary>When it begins or ends next after a time, which is not before those of earlier calls.</summary>
    public double NextChangeAfter(double time)
    {
        AdvanceTo(time);
        while (_coming.Count == 0 && double.IsFinite(_interval)) DrawInterval(_nextInterval++);
        var begin = _coming.TryPeek(out var due) ? due : double.PositiveInfinity;
        return LatestEnd > time ? Math.Min(LatestEnd, begin) : begin;
    }

    private void DrawInterval(int interval)
    {
        var random = new CounterRandom(_seed, RandomPurpose.Faults, _kind, interval, _number);
        var times = new double[PoissonSampler.Next(ref random, 1)];
        for (var i = 0; i < times.Length; i++) times[i] = (interval + random.NextDouble()) * _interval;
        foreach (var time in times.Order()) _coming.Enqueue(time);
    }
}
