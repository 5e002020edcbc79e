namespace NvScanner.Abstractions.Instruments;

/// <summary>A set-point is outside the limits; thrown before anything was sent.</summary>
public sealed class InstrumentLimitException(InstrumentId instrument, string quantity, string value, string limit)
    : InstrumentException(instrument, $"{quantity} {value} is outside {limit}")
{
    /// <summary>The refused value.</summary>
    public string Value { get; } = value;

    /// <summary>The limit.</summary>
    public string Limit { get; } = limit;
}
