namespace NvScanner.Abstractions.Instruments;

/// <summary>An instrument answered something that makes no sense, or an error of its own.</summary>
public sealed class InstrumentReplyException(InstrumentId instrument, string sent, string got)
    : InstrumentException(instrument, $"answered '{got}' to '{sent}'")
{
    /// <summary>The command.</summary>
    public string Sent { get; } = sent;

    /// <summary>The answer.</summary>
    public string Got { get; } = got;
}
