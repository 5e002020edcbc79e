namespace NvScanner.Abstractions.Runs;

/// <summary>What moves a run from one state to another.</summary>
public enum RunCommand
{
    /// <summary>Prepare a run.</summary>
    Prepare,

    /// <summary>Preparation is done.</summary>
    Begin,

    /// <summary>Pause at the next pixel's end.</summary>
    Pause,

    /// <summary>Go on.</summary>
    Resume,

    /// <summary>The last pixel was measured, or the user wants to stop: drain.</summary>
    Finish,

    /// <summary>Everything is stored, every pixel was visited.</summary>
    Complete,

    /// <summary>Everything is stored, the user stopped.</summary>
    Stop,

    /// <summary>Given up before the first pixel.</summary>
    Abort,

    /// <summary>An error ended it.</summary>
    Fail,

    /// <summary>A limit was left.</summary>
    Trip,

    /// <summary>Back to idle.</summary>
    Clear,
}
