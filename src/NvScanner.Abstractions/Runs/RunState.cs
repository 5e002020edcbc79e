namespace NvScanner.Abstractions.Runs;

/// <summary>State of a run.</summary>
public enum RunState
{
    /// <summary>Nothing runs.</summary>
    Idle,

    /// <summary>Preflight, file layout, approach.</summary>
    Preparing,

    /// <summary>Pixels are measured.</summary>
    Running,

    /// <summary>Stands still at a pixel's end: emitters off, tip retracted, everything measured committed.</summary>
    Paused,

    /// <summary>Made safe; what was acquired is being fitted and stored.</summary>
    Finishing,

    /// <summary>Every pixel was visited.</summary>
    Completed,

    /// <summary>Ended by the user.</summary>
    Stopped,

    /// <summary>Ended before the first pixel.</summary>
    Aborted,

    /// <summary>Ended by an error.</summary>
    Failed,

    /// <summary>Ended by a limit; a human clears it.</summary>
    Tripped,
}
