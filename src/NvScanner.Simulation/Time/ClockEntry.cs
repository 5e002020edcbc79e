namespace NvScanner.Simulation.Time;

/// <summary>Something that happens at a deadline; stale once its generation no longer is the target's.</summary>
internal readonly record struct ClockEntry(ClockTarget Target, int Generation)
{
    public bool IsStale => !Target.IsCurrent(Generation);
}
