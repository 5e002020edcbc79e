using NvScanner.Abstractions.Instruments;

namespace NvScanner.Drivers.Connections;

/// <summary>The options that every driver takes for its connection.</summary>
internal static class ConnectionOptions
{
    public const string Address = "address";
    public const string Timeout = "timeout";
    public const string IoLog = "io-log";

    /// <summary>Address (required), deadline of a reply, raw log.</summary>
    public static IEnumerable<OptionDefinition> For(string exampleAddress, string timeout = "2 s") =>
    [
        new(Address, OptionKind.Text, null, $"VISA resource string of the instrument, for example {exampleAddress}."),
        new(Timeout, OptionKind.Duration, timeout, "How long a reply may take."),
        new(IoLog, OptionKind.Text, "", "File that every message is appended to; none unless written."),
    ];
}
