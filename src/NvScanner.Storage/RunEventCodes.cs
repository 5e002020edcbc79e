namespace NvScanner.Storage;

/// <summary>Codes of events that readers of a run file pair to intervals.</summary>
public static class RunEventCodes
{
    /// <summary>The run stands still from now on.</summary>
    public const string Paused = "run-paused";

    /// <summary>The pause is over.</summary>
    public const string Resumed = "run-resumed";

    /// <summary>The last time that is known of a run that was interrupted.</summary>
    public const string Interrupted = "run-interrupted";

    /// <summary>The interrupted run goes on.</summary>
    public const string Continued = "run-continued";

    /// <summary>The interrupted run was lived through again up to here.</summary>
    public const string Relived = "run-relived";
}
