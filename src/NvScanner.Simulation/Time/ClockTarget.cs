namespace NvScanner.Simulation.Time;

/// <summary>What the clock's queue points at: a wait or a timer. The generation grows whenever the target is fired, moved or given back.</summary>
internal abstract class ClockTarget
{
    public int Generation { get; protected set; }

    /// <summary>Whether an entry of that generation still means something.</summary>
    public virtual bool IsCurrent(int generation) => generation == Generation;

    /// <summary>Called under the clock's lock when time has reached the deadline.</summary>
    public abstract void FireLocked();
}
