namespace NvScanner.Drivers.Transport.Serial;

/// <summary>How the bits of a serial line look; the defaults are those of most instruments with a USB socket.</summary>
public sealed record SerialSettings
{
    /// <summary>Bits per second; any rate that the port's hardware divides to.</summary>
    public int BaudRate { get; init; } = 115_200;

    /// <summary>Bits per character, 5 to 8.</summary>
    public int DataBits { get; init; } = 8;

    /// <summary>Parity bit.</summary>
    public SerialParity Parity { get; init; }

    /// <summary>Stop bits, 1 or 2.</summary>
    public int StopBits { get; init; } = 1;

    /// <summary>Flow control.</summary>
    public SerialFlowControl FlowControl { get; init; }

    /// <summary>As people write it, for example "115200 8N1" or "9600 7E1 rts-cts".</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{BaudRate} {DataBits}{Parity.ToString()[0]}{StopBits}") + (FlowControl == SerialFlowControl.RtsCts ? " rts-cts" : "");
}
