namespace NvScanner.Simulation.Time;

/// <summary>The context in which one actor's continuations run: one instance per actor, so that a wait knows whose it is.</summary>
internal sealed class ActorContext(VirtualClock clock, string name, ActorContext? parent) : SynchronizationContext
{
    public string Name { get; } = name;

    public ActorContext? Parent { get; } = parent;

    public int PendingWaits { get; set; }

    public int RunningChildren { get; set; }

    /// <summary>Whether time may step for all that this actor does: it waits on the clock, or its children speak for it.</summary>
    public bool LetsTimeStep => PendingWaits > 0 || RunningChildren > 0;

    public bool BelongsTo(VirtualClock other) => ReferenceEquals(clock, other);

    public override void Post(SendOrPostCallback d, object? state) => clock.Post(new WorkItem(d, state, this, null));

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (!ReferenceEquals(Current, this)) throw new NotSupportedException($"Actor '{Name}' of the virtual clock takes posted work only.");
        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;
}
