namespace NvScanner.Drivers.Transport.Serial;

/// <summary>How one side of a serial line tells the other to wait.</summary>
public enum SerialFlowControl
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By the wires RTS and CTS.</summary>
    RtsCts,
}
