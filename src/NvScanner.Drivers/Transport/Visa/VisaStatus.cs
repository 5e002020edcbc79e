namespace NvScanner.Drivers.Transport.Visa;

/// <summary>Numbers of VPP-4.3 that are met: status codes, attributes and their values.</summary>
internal static class VisaStatus
{
    public const int MoreToRead = 0x3FFF0006, TerminatorRead = 0x3FFF0005;

    public const int ResourceLocked = unchecked((int)0xBFFF000F), ResourceNotFound = unchecked((int)0xBFFF0011), InvalidName = unchecked((int)0xBFFF0012),
        TimedOut = unchecked((int)0xBFFF0015), NoListeners = unchecked((int)0xBFFF005F), UnsupportedOperation = unchecked((int)0xBFFF0067),
        ResourceBusy = unchecked((int)0xBFFF0072), LibraryNotFound = unchecked((int)0xBFFF009E), ConnectionLost = unchecked((int)0xBFFF00A6), NoPermission = unchecked((int)0xBFFF00A8);

    public const uint NoLock = 0;

    public const uint TimeoutAttribute = 0x3FFF001A, BaudRateAttribute = 0x3FFF0021, DataBitsAttribute = 0x3FFF0022, ParityAttribute = 0x3FFF0023,
        StopBitsAttribute = 0x3FFF0024, FlowControlAttribute = 0x3FFF0025, SerialEndAttribute = 0x3FFF00B3;

    public const uint RtsCts = 2, SerialEndsWithLineFeed = 2, StopBitsPerUnit = 10;
}
