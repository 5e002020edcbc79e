namespace NvScanner.Simulation.Twin;

/// <summary>Why there is no number.</summary>
internal enum CountingFailure
{
    None,

    /// <summary>More light than the detector can follow.</summary>
    Overload,

    /// <summary>A register has overflowed.</summary>
    Overflow,
}
