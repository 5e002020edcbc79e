namespace NvScanner.Abstractions.Instruments;

/// <summary>An instrument answers, but is not as it was set, or was not for a while: what was measured since it vouched for itself last is not believed.</summary>
/// <param name="instrument">The instrument.</param>
/// <param name="message">What it is or was, and the remedy.</param>
/// <param name="canBeSetAnew">Whether setting it up again is all that is needed; false when somebody has to look first.</param>
public sealed class InstrumentStateException(InstrumentId instrument, string message, bool canBeSetAnew = true) : InstrumentException(instrument, message)
{
    /// <summary>Whether setting the instrument up again is all that is needed.</summary>
    public bool CanBeSetAnew { get; } = canBeSetAnew;
}
