using System.Text;
using NvScanner.Abstractions.Instruments;
using NvScanner.Drivers.Dialogues;
using NvScanner.Drivers.Transport;
using NvScanner.Drivers.Transport.ZeroMq;

namespace NvScanner.Drivers.Connections;

/// <summary>Makes the dialogue that a profile's entry asks for; nothing is opened yet.</summary>
internal static class Connection
{
    /// <summary>The dialogue of an entry whose options hold those of <see cref="ConnectionOptions"/>; throws <see cref="InstrumentConnectionException"/> for an address that cannot be.</summary>
    public static InstrumentDialogue Of(InstrumentSpec spec, DriverContext context, DialogueSettings settings) =>
        Of(spec, context, settings, address => Openers.For(address, ConnectionOptions.SerialOf(spec)));

    /// <summary>The same over ZeroMQ, for an address TCPIP::host::port::SOCKET.</summary>
    public static InstrumentDialogue OverZeroMq(InstrumentSpec spec, DriverContext context, DialogueSettings settings) =>
        Of(spec, context, settings, address => ZeroMq(Socket(address)));

    /// <summary>The calls of an entry whose instrument takes JSON-RPC over HTTP at an address TCPIP::host::port::SOCKET, below <paramref name="path"/>.</summary>
    public static JsonRpcDialogue OverHttp(InstrumentSpec spec, DriverContext context, string path)
    {
        var socket = Read(spec, Socket);
        return new JsonRpcDialogue(spec.Id, new UriBuilder(Uri.UriSchemeHttp, socket.Host, socket.Port, path).Uri, spec.GetDuration(ConnectionOptions.Timeout), context.Time, Trace(spec, context));
    }

    private static InstrumentDialogue Of(InstrumentSpec spec, DriverContext context, DialogueSettings settings, Func<InstrumentAddress, IChannelOpener> opener) =>
        new(spec.Id, Read(spec, opener), settings with { Deadline = spec.GetDuration(ConnectionOptions.Timeout) }, context.Time, Trace(spec, context));

    private static T Read<T>(InstrumentSpec spec, Func<InstrumentAddress, T> use)
    {
        try
        {
            return use(ResourceString.Parse(spec.Text(ConnectionOptions.Address)));
        }
        catch (FormatException failure)
        {
            throw new InstrumentConnectionException(spec.Id, $"option {ConnectionOptions.Address}: {failure.Message}", failure);
        }
    }

    private static InstrumentAddress.TcpSocket Socket(InstrumentAddress address) => address as InstrumentAddress.TcpSocket
        ?? throw new FormatException("this instrument is reached over a TCP port only; write TCPIP::host::port::SOCKET");

    private static ZmtpOpener ZeroMq(InstrumentAddress.TcpSocket socket) => new(socket.Host, socket.Port);

    private static DialogueTrace Trace(InstrumentSpec spec, DriverContext context) => new(context.Time, file: LogFile(spec));

    private static StreamWriter? LogFile(InstrumentSpec spec)
    {
        var path = spec.Text(ConnectionOptions.IoLog);
        if (path.Length == 0) return null;
        try
        {
            return new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read), new UTF8Encoding(false)) { AutoFlush = true };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InstrumentConnectionException(spec.Id, $"option {ConnectionOptions.IoLog}: '{path}' cannot be written ({failure.Message}); name a file in a folder of yours", failure);
        }
    }
}
