using NvScanner.Abstractions.Instruments;
using NvScanner.Drivers.Connections;
using NvScanner.Drivers.Dialogues;
using NvScanner.Drivers.Transport;

namespace NvScanner.Drivers.Nanonis;

/// <summary>Commands over one of the controller's ports, each of which takes one client and one command at a time.</summary>
internal sealed class NanonisPort(InstrumentId id, InstrumentDialogue dialogue, TimeSpan deadline)
{
    public static NanonisPort Of(InstrumentSpec spec, DriverContext context) =>
        new(spec.Id, Connection.Of(spec, context, new DialogueSettings { LongestReply = 1 << 16 }), spec.GetDuration(ConnectionOptions.Timeout));

    /// <summary>A second port of the same controller, with a raw log of its own.</summary>
    public static NanonisPort Beside(InstrumentSpec spec, DriverContext context, int port)
    {
        var options = spec.Options.ToDictionary(StringComparer.Ordinal);
        if (options[ConnectionOptions.IoLog].Length > 0) options[ConnectionOptions.IoLog] += ".stop";
        if (ResourceString.Parse(options[ConnectionOptions.Address]) is not InstrumentAddress.TcpSocket socket)
            throw new InstrumentConnectionException(spec.Id, $"option {ConnectionOptions.Address}: Nanonis is reached as TCPIP::host::6501::SOCKET only");
        if (socket.Port == port)
            throw new InstrumentConnectionException(spec.Id, FormattableString.Invariant($"option stop-port: {port} is the port of the address; a port that waits for a motion takes no other command, so give it another of Nanonis' ports"));
        options[ConnectionOptions.Address] = FormattableString.Invariant($"TCPIP::{(socket.Host.Contains(':', StringComparison.Ordinal) ? $"[{socket.Host}]" : socket.Host)}::{port}::SOCKET");
        return Of(spec with { Options = options }, context);
    }

    public InstrumentDialogue Line => dialogue;

    /// <summary>Sends a command without return values; returns when the controller says that it is done.</summary>
    public async ValueTask CallAsync(string command, NanonisBody arguments, CancellationToken cancellationToken, TimeSpan longer = default) =>
        await CallAsync(command, arguments, _ => 0, cancellationToken, longer);

    /// <summary>Sends a command; returns with its values. The controller's own error is an <see cref="InstrumentReplyException"/>. <paramref name="longer"/> is added to the deadline.</summary>
    public async ValueTask<T> CallAsync<T>(string command, NanonisBody arguments, Func<NanonisReader, T> read, CancellationToken cancellationToken, TimeSpan longer = default)
    {
        var body = await dialogue.ExchangeAsync(NanonisFrame.Encode(command, arguments.Bytes), command, new NanonisFraming(command), deadline + longer, cancellationToken);
        try
        {
            var (values, error) = NanonisFrame.Decode(body, read);
            return error is null ? values! : throw new InstrumentReplyException(id, command, error);
        }
        catch (FormatException failure)
        {
            throw new InstrumentReplyException(id, command, failure.Message);
        }
    }

    /// <summary>Opens the port and asks who is there; returns with product line, versions and releases.</summary>
    public async ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken)
    {
        await dialogue.OpenAsync(cancellationToken);
        try
        {
            var (product, version, release) = await CallAsync("Util.VersionGet", NanonisBody.Empty, r => (r.Text(), r.Text(), (Host: r.UInt32(), RealTime: r.UInt32())), cancellationToken);
            return new InstrumentIdentity("SPECS Zurich", product, "", FormattableString.Invariant($"{version} (host release {release.Host}, real-time release {release.RealTime})"));
        }
        catch (InstrumentReplyException failure)
        {
            throw new InstrumentConnectionException(id, $"the programming interface of Nanonis was expected at {dialogue.Place}, but '{failure.Got}' answers; correct the address, or switch the interface on in Nanonis (Main Options, TCP Programming Interface)", failure);
        }
        catch (InstrumentTimeoutException failure)
        {
            throw new InstrumentConnectionException(id, $"{dialogue.Place} takes the connection but does not answer as the programming interface of Nanonis does; another program may hold this port (one client each): close it or use another of Nanonis' ports", failure);
        }
    }
}
