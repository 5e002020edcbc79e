namespace NvScanner.Simulation.Time;

/// <summary>Something to run on the clock's thread: a posted callback, the continuation of a wait, or a timer's callback.</summary>
internal readonly struct WorkItem(Delegate callback, object? state, ActorContext? actor, ExecutionContext? execution)
{
    private static readonly ContextCallback RunBoxed = static boxed => ((WorkItem)boxed!).Invoke();

    public void Run()
    {
        SynchronizationContext.SetSynchronizationContext(actor);
        if (execution is null) Invoke();
        else ExecutionContext.Run(execution, RunBoxed, new WorkItem(callback, state, actor, null));
        SynchronizationContext.SetSynchronizationContext(null);
    }

    private void Invoke()
    {
        switch (callback)
        {
            case Action<object?> continuation: continuation(state); break;
            case SendOrPostCallback posted: posted(state); break;
            default: ((TimerCallback)callback)(state); break;
        }
    }
}
