namespace NvScanner.Abstractions.Instruments;

/// <summary>The connection cannot be opened or was lost.</summary>
public sealed class InstrumentConnectionException(InstrumentId instrument, string message, Exception? cause = null)
    : InstrumentException(instrument, message, cause);
