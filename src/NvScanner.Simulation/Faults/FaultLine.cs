using NvScanner.Abstractions.Instruments;

namespace NvScanner.Simulation.Faults;

/// <summary>
/// The faults of one kind, as the part that they strike sees them. Seconds on the rig's clock; the times of calls do not fall. Before it answers, those who follow
/// faults in time are brought up to the time asked for. Not thread safe.
/// </summary>
internal sealed class FaultLine(FaultKind kind, Action<InjectedFault> record, Action<double> follow)
{
    private readonly List<ScheduledFault> _faults = [];

    /// <summary>Whether none of this kind is ordered.</summary>
    public bool IsQuiet => _faults.Count == 0;

    public int Ordered => _faults.Count;

    public void Add(ScheduledFault fault) => _faults.Add(fault);

    /// <summary>Whether one lasts now; one without duration lasts for ever.</summary>
    public bool IsOn(double now, out ActiveFault fault)
    {
        if (!IsQuiet) follow(now);
        foreach (var candidate in _faults)
        {
            candidate.AdvanceTo(now);
            if (candidate.LatestDue <= now && now < candidate.LatestEnd) return Act(candidate, now, out fault);
        }
        fault = default;
        return false;
    }

    /// <summary>Whether one lasts now that has a stated end.</summary>
    public bool IsOnForAWhile(double now) => IsOn(now, out var fault) && double.IsFinite(fault.EndSeconds);

    /// <summary>Whether one has begun since this was last asked, also when it is over by now.</summary>
    public bool HasBegun(double now, out ActiveFault fault)
    {
        if (!IsQuiet) follow(now);
        foreach (var candidate in _faults)
        {
            candidate.AdvanceTo(now);
            if (candidate.Taken == candidate.Occurrences) continue;
            candidate.Taken = candidate.Occurrences;
            return Act(candidate, now, out fault);
        }
        fault = default;
        return false;
    }

    /// <summary>Whether what happens now is struck: everything while one lasts that has a duration, else the first thing after its time.</summary>
    public bool Strikes(double now, out ActiveFault fault)
    {
        if (!IsQuiet) follow(now);
        foreach (var candidate in _faults)
        {
            candidate.AdvanceTo(now);
            var strikes = candidate.HasDuration ? candidate.LatestDue <= now && now < candidate.LatestEnd : candidate.Taken < candidate.Occurrences;
            if (!strikes) continue;
            candidate.Taken = candidate.Occurrences;
            return Act(candidate, now, out fault);
        }
        fault = default;
        return false;
    }

    /// <summary>When the earliest begins that has not been looked at, if that is not later than a time; else infinite.</summary>
    public double NextDueBy(double now)
    {
        var next = double.PositiveInfinity;
        foreach (var candidate in _faults) next = Math.Min(next, candidate.NextDueBy(now));
        return next;
    }

    /// <summary>When one begins or ends next after a time; infinite when none does.</summary>
    public double NextChangeAfter(double time)
    {
        var next = double.PositiveInfinity;
        foreach (var candidate in _faults) next = Math.Min(next, candidate.NextChangeAfter(time));
        return next;
    }

    private bool Act(ScheduledFault candidate, double now, out ActiveFault fault)
    {
        fault = new ActiveFault(candidate.Severity, candidate.LatestDue, candidate.LatestEnd);
        if (candidate.Recorded != candidate.Occurrences) record(new InjectedFault(kind, candidate.LatestDue, now, candidate.Severity));
        candidate.Recorded = candidate.Occurrences;
        return true;
    }
}
