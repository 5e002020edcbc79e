namespace NvScanner.Storage.Writing;

/// <summary>How a run comes to its file.</summary>
public enum RunFileMode
{
    /// <summary>The run begins: a new file.</summary>
    New,

    /// <summary>An unfinished run goes on where it was interrupted: what was acknowledged is kept.</summary>
    GoOn,

    /// <summary>An unfinished run is lived through again from its beginning: what was acknowledged is compared, and only then goes on.</summary>
    LiveAgain,
}
