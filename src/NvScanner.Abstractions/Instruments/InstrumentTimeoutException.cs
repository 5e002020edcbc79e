using System.Globalization;

namespace NvScanner.Abstractions.Instruments;

/// <summary>An operation did not end before its deadline; not a cancellation by the caller.</summary>
public sealed class InstrumentTimeoutException(InstrumentId instrument, string operation, TimeSpan elapsed)
    : InstrumentException(instrument, string.Create(CultureInfo.InvariantCulture, $"{operation} did not end within {elapsed.TotalSeconds:G4} s; check the cable and the instrument's front panel"))
{
    /// <summary>The operation.</summary>
    public string Operation { get; } = operation;

    /// <summary>How long was waited.</summary>
    public TimeSpan Elapsed { get; } = elapsed;
}
