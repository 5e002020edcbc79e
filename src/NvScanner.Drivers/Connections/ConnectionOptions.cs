using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Drivers.Transport.Serial;

namespace NvScanner.Drivers.Connections;

/// <summary>The options that every driver takes for its connection.</summary>
internal static class ConnectionOptions
{
    public const string Address = "address";
    public const string Timeout = "timeout";
    public const string IoLog = "io-log";
    public const string BaudRate = "baud-rate";
    public const string Parity = "parity";
    public const string DataBits = "data-bits";
    public const string StopBits = "stop-bits";
    public const string FlowControl = "flow-control";

    /// <summary>Address (required), deadline of a reply, raw log.</summary>
    public static IEnumerable<OptionDefinition> For(string exampleAddress, string timeout = "2 s") =>
    [
        new(Address, OptionKind.Text, null, $"VISA resource string of the instrument, for example {exampleAddress}."),
        new(Timeout, OptionKind.Duration, timeout, "How long a reply may take."),
        new(IoLog, OptionKind.Text, "", "File that every message is appended to; none unless written."),
    ];

    /// <summary>The same with the bits of a serial line, <paramref name="baudRate"/> and the like being the instrument's own defaults; they count for serial addresses only.</summary>
    public static IEnumerable<OptionDefinition> ForSerial(string exampleAddress, int baudRate, string parity = "none", int dataBits = 8, int stopBits = 1, string flowControl = "none", string timeout = "2 s") =>
    [
        .. For(exampleAddress, timeout),
        new(BaudRate, OptionKind.Integer, Text(baudRate), "Bits per second of the serial line, as set on the instrument."),
        new(Parity, OptionKind.Choice, parity, "Parity of the serial line.", ["none", "odd", "even"]),
        new(DataBits, OptionKind.Choice, Text(dataBits), "Bits per character of the serial line.", ["5", "6", "7", "8"]),
        new(StopBits, OptionKind.Choice, Text(stopBits), "Stop bits of the serial line.", ["1", "2"]),
        new(FlowControl, OptionKind.Choice, flowControl, "Flow control of the serial line.", ["none", "rts-cts"]),
    ];

    /// <summary>How a serial line's bits look; the usual where the driver has no such options.</summary>
    public static SerialSettings SerialOf(InstrumentSpec spec) => !spec.Options.ContainsKey(BaudRate)
        ? new SerialSettings()
        : new SerialSettings
        {
            BaudRate = spec.GetInteger(BaudRate) is var rate and > 0 ? rate : throw new InstrumentConnectionException(spec.Id, $"option {BaudRate}: {spec.Text(BaudRate)} is no rate; write bits per second, 115200 for example"),
            Parity = Enum.Parse<SerialParity>(spec.Text(Parity), ignoreCase: true),
            DataBits = spec.GetInteger(DataBits),
            StopBits = spec.GetInteger(StopBits),
            FlowControl = spec.Text(FlowControl) == "rts-cts" ? SerialFlowControl.RtsCts : SerialFlowControl.None,
        };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
