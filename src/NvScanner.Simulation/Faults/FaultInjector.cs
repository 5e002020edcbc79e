using NvScanner.Abstractions.Instruments;

namespace NvScanner.Simulation.Faults;

/// <summary>The faults of one rig by kind, and the ledger of those that have struck. Not thread safe: the world locks.</summary>
internal sealed class FaultInjector
{
    private readonly Dictionary<string, FaultLine> _lines = new(StringComparer.Ordinal);
    private readonly List<InjectedFault> _ledger = [];
    private readonly List<(FaultLine Line, Action<double> Act)> _selfActing = [];
    private readonly List<Action<double>> _following = [];
    private readonly ulong _seed;
    private bool _isUpdating;
    private double _upTo;

    public FaultInjector(ulong seed, IEnumerable<FaultSpec> faults)
    {
        _seed = seed;
        foreach (var fault in faults) Add(fault);
    }

    /// <summary>What has struck so far.</summary>
    public IReadOnlyList<InjectedFault> Ledger => [.. _ledger];

    public bool IsQuiet { get; private set; } = true;

    public FaultLine Of(FaultKind kind)
    {
        if (!_lines.TryGetValue(kind.Name, out var line)) _lines.Add(kind.Name, line = new FaultLine(kind, _ledger.Add, Follow));
        return line;
    }

    /// <summary>Registers what a fault does by itself at its time, whether or not anybody gives a command; it is told that time.</summary>
    public void ActBy(FaultLine line, Action<double> act) => _selfActing.Add((line, act));

    /// <summary>Registers what sums up over time what faults do: it is brought up to a time before any fault is looked at then, so that it meets each when it was due.</summary>
    public void FollowBy(Action<double> follow) => _following.Add(follow);

    /// <summary>Lets happen what is due by itself, in the order of its times and each at its own; to be called before anything is asked for that time.</summary>
    public void Update(double now)
    {
        if (IsQuiet || _isUpdating) return;
        _isUpdating = true;
        while (TryFindNext(now, out var next, out var due))
        {
            _upTo = Math.Max(_upTo, due); // one that is ordered for a time that is over acts now
            next.Line.HasBegun(_upTo, out _);
            next.Act(_upTo);
        }
        (_upTo, _isUpdating) = (Math.Max(_upTo, now), false);
    }

    public void Add(FaultSpec fault)
    {
        if (fault.At is null == fault.Every is null)
            throw new ArgumentException($"fault {fault.Kind.Name}: give either the time of one or the mean interval of many", nameof(fault));
        if (fault.Every <= TimeSpan.Zero)
            throw new ArgumentException($"fault {fault.Kind.Name}: a mean interval is above zero", nameof(fault));
        IsQuiet = false;
        var line = Of(fault.Kind);
        line.Add(new ScheduledFault(fault, _seed, KindNumber(fault.Kind), line.Ordered));
    }

    private bool TryFindNext(double now, out (FaultLine Line, Action<double> Act) next, out double due)
    {
        (next, due) = (default, double.PositiveInfinity);
        foreach (var candidate in _selfActing)
        {
            var its = candidate.Line.NextDueBy(now);
            if (its < due) (next, due) = (candidate, its);
        }
        return due <= now;
    }

    private void Follow(double now)
    {
        foreach (var follow in _following) follow(now);
    }

    // a number that stays the same when kinds are added to the list
    private static int KindNumber(FaultKind kind)
    {
        var hash = 2166136261u;
        foreach (var character in kind.Name) hash = (hash ^ character) * 16777619;
        return (int)hash;
    }
}
