namespace NvScanner.Abstractions.Instruments;

/// <summary>Something is wrong with one instrument; the message names it, the cause and the remedy.</summary>
public class InstrumentException : Exception
{
    /// <summary>Creates the error.</summary>
    public InstrumentException(InstrumentId instrument, string message, Exception? cause = null)
        : base($"{instrument}: {message}", cause) => Instrument = instrument;

    /// <summary>The instrument.</summary>
    public InstrumentId Instrument { get; }
}
