using System.Globalization;

namespace NvScanner.Drivers.Transport;

/// <summary>Reads VISA resource strings; upper and lower case mean the same, the board's number and the suffix INSTR may be left out.</summary>
public static class ResourceString
{
    private const string Forms = "write TCPIP::host::port::SOCKET, TCPIP::host[::inst0]::INSTR, TCPIP::host::hislip0::INSTR, ASRL/dev/ttyUSB0::INSTR, ASRL3::INSTR, USB::0xVID::0xPID::serial::INSTR or GPIB0::address::INSTR";

    /// <summary>Reads one; throws <see cref="FormatException"/> that says what is wrong and which forms there are.</summary>
    public static InstrumentAddress Parse(string text)
    {
        var parts = Split(text.Trim());
        var suffix = parts[^1].ToUpperInvariant();
        var body = suffix is "INSTR" or "SOCKET" ? parts[..^1] : parts;
        if (body.Length == 0) throw Wrong(text, "names no instrument");
        var isSocket = suffix == "SOCKET";
        if (TryBoard(body[0], "TCPIP", out _)) return isSocket ? ReadSocket(text, body) : ReadLan(text, body);
        if (isSocket) throw Wrong(text, "only TCPIP has SOCKET");
        if (body[0].StartsWith("ASRL", StringComparison.OrdinalIgnoreCase)) return ReadSerial(text, body);
        if (TryBoard(body[0], "USB", out _)) return ReadUsb(text, body);
        if (TryBoard(body[0], "GPIB", out var board)) return ReadGpib(text, body, board);
        throw Wrong(text, $"'{body[0]}' is not a bus");
    }

    private static InstrumentAddress.TcpSocket ReadSocket(string text, string[] body) =>
        body.Length == 3 ? new(Host(text, body[1]), Port(text, body[2])) : throw Wrong(text, "a socket has a host and a port");

    private static InstrumentAddress ReadLan(string text, string[] body)
    {
        if (body.Length is < 2 or > 3) throw Wrong(text, "a LAN instrument has a host and at most one device name");
        var host = Host(text, body[1]);
        var device = body.Length == 3 ? body[2].ToLowerInvariant() : "inst0";
        var comma = device.IndexOf(',', StringComparison.Ordinal);
        int? port = comma < 0 ? null : Port(text, device[(comma + 1)..]);
        if (comma >= 0) device = device[..comma];
        if (device.Length == 0) throw Wrong(text, "the device name is empty");
        return device.StartsWith("hislip", StringComparison.Ordinal) ? new InstrumentAddress.HiSlip(host, device, port ?? 4880) : new InstrumentAddress.Vxi11(host, device, port);
    }

    private static InstrumentAddress.Serial ReadSerial(string text, string[] body)
    {
        var port = body[0][4..];
        if (body.Length != 1 || port.Length == 0) throw Wrong(text, "a serial line has one port");
        return new(int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? "COM" + number.ToString(CultureInfo.InvariantCulture) : port);
    }

    private static InstrumentAddress.UsbTmc ReadUsb(string text, string[] body) => body.Length is 4 or 5 && body[3].Length > 0
        ? new(Id(text, body[1]), Id(text, body[2]), body[3], body.Length == 5 ? Number(text, body[4], 0, 255, "interface") : 0)
        : throw Wrong(text, "a USB instrument has a vendor, a product and a serial number");

    private static InstrumentAddress.Gpib ReadGpib(string text, string[] body, int board) => body.Length is 2 or 3
        ? new(board, Number(text, body[1], 0, 30, "primary address"), body.Length == 3 ? Number(text, body[2], 0, 30, "secondary address") : null)
        : throw Wrong(text, "a GPIB instrument has a primary and at most a secondary address");

    // "::" separates, except within the brackets of an IPv6 address
    private static string[] Split(string text)
    {
        var open = text.IndexOf('[', StringComparison.Ordinal);
        var close = open < 0 ? -1 : text.IndexOf(']', open);
        if (close < 0) return text.Split("::");
        return [.. text[..open].TrimEnd(':').Split("::"), text[(open + 1)..close], .. text[(close + 1)..].Split("::")[1..]];
    }

    private static bool TryBoard(string part, string bus, out int board)
    {
        board = 0;
        return part.StartsWith(bus, StringComparison.OrdinalIgnoreCase)
            && (part.Length == bus.Length || int.TryParse(part.AsSpan(bus.Length), NumberStyles.None, CultureInfo.InvariantCulture, out board));
    }

    private static string Host(string text, string host) => host.Length > 0 && !host.Any(char.IsWhiteSpace) ? host : throw Wrong(text, "the host is empty or has a space");

    private static int Port(string text, string port) => Number(text, port, 1, 65535, "port");

    private static int Number(string text, string number, int minimum, int maximum, string what) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum
            ? value
            : throw Wrong(text, string.Create(CultureInfo.InvariantCulture, $"{what} '{number}' is not a whole number from {minimum} to {maximum}"));

    private static ushort Id(string text, string id)
    {
        var hexadecimal = id.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return ushort.TryParse(hexadecimal ? id.AsSpan(2) : id, hexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Wrong(text, $"'{id}' is not a USB id such as 0x0AAD");
    }

    private static FormatException Wrong(string text, string why) => new($"'{text}' is not a VISA resource string: {why}; {Forms}");
}
