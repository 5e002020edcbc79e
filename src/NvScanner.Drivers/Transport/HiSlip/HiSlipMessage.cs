namespace NvScanner.Drivers.Transport.HiSlip;

/// <summary>Types of messages (IVI-6.1, table 4).</summary>
internal enum HiSlipMessage : byte
{
    Initialize = 0,
    InitializeResponse = 1,
    FatalError = 2,
    Error = 3,
    Data = 6,
    DataEnd = 7,
    DeviceClearComplete = 8,
    DeviceClearAcknowledge = 9,
    Interrupted = 13,
    AsyncMaximumMessageSize = 15,
    AsyncMaximumMessageSizeResponse = 16,
    AsyncInitialize = 17,
    AsyncInitializeResponse = 18,
    AsyncDeviceClear = 19,
    AsyncDeviceClearAcknowledge = 23,
}
