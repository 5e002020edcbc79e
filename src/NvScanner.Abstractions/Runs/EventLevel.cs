namespace NvScanner.Abstractions.Runs;

/// <summary>Weight of an event.</summary>
public enum EventLevel : byte
{
    /// <summary>Worth knowing.</summary>
    Information = 0,

    /// <summary>Worth looking at.</summary>
    Warning = 1,

    /// <summary>Something went wrong.</summary>
    Error = 2,
}
