using System.Diagnostics.CodeAnalysis;

namespace NvScanner.Drivers.Transport.Vxi11;

/// <summary>A link to one device over VXI-11's core channel; ends of messages are marked in both directions.</summary>
internal sealed class Vxi11Channel : IClearableChannel
{
    public const uint CoreProgram = 0x0607AF, Version = 1;

    private const uint AbortProgram = 0x0607B0, Abort = 1;
    private const uint CreateLink = 10, Write = 11, Read = 12, Clear = 15, DestroyLink = 23;
    private const uint EndFlag = 8, ReasonEnd = 4, ReasonTerminator = 2;
    private const uint TimedOut = 15;
    private const uint SmallestWrite = 1024;

    // how long the device itself waits within one read; then it is asked again
    private const uint DeviceTimeoutMilliseconds = 10_000;

    // the device's own view of a write or a clear: these do not wait for a measurement
    private const uint TransferTimeoutMilliseconds = 5_000;

    private readonly RpcConnection _core;
    private readonly string _host;
    private readonly uint _link;
    private readonly int _abortPort;
    private readonly int _longestWrite;
    private bool _isWaiting;

    private Vxi11Channel(RpcConnection core, string host, string description, uint link, int abortPort, int longestWrite) =>
        (_core, _host, Description, _link, _abortPort, _longestWrite) = (core, host, description, link, abortPort, longestWrite);

    public string Description { get; }

    /// <summary>Never: a device keeps a reply until it is read, and drops it when the next request comes.</summary>
    public bool HasBytes => false;

    /// <summary>Creates the link; returns when the device takes messages.</summary>
    public static async ValueTask<Vxi11Channel> LinkAsync(RpcConnection core, string host, string device, string description, CancellationToken cancellationToken)
    {
        const uint clientId = 0, withoutLock = 0, lockTimeout = 0;
        var result = await core.CallAsync(CoreProgram, Version, CreateLink, new XdrWriter().Add(clientId).Add(withoutLock).Add(lockTimeout).Add(device), cancellationToken);
        var error = result.Number();
        if (error != 0) throw new IOException($"{description}: the device cannot be linked, {Explain(error)}");
        var (link, abortPort, longestWrite) = (result.Number(), result.Number(), result.Number());
        return new Vxi11Channel(core, host, description, link, (int)(abortPort & 0xFFFF), (int)Math.Clamp(longestWrite, SmallestWrite, int.MaxValue));
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        do
        {
            var piece = message[..Math.Min(message.Length, _longestWrite)];
            var isLast = piece.Length == message.Length;
            var arguments = new XdrWriter().Add(_link).Add(TransferTimeoutMilliseconds).Add(0).Add(isLast ? EndFlag : 0).Add(piece.Span);
            var result = await CallAsync(Write, arguments, cancellationToken);
            Require(result.Number(), "taking a command");
            var taken = (int)result.Number();
            if (taken <= 0 && piece.Length > 0 || taken > piece.Length) throw new IOException($"{Description}: the device took {taken} of {piece.Length} bytes");
            message = message[taken..];
        }
        while (message.Length > 0);
    }

    public async ValueTask<ChannelRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var arguments = new XdrWriter().Add(_link).Add((uint)buffer.Length).Add(DeviceTimeoutMilliseconds).Add(0).Add(0).Add(0);
            var result = await CallAsync(Read, arguments, cancellationToken);
            var error = result.Number();
            if (error == TimedOut) continue;
            Require(error, "answering");
            var reason = result.Number();
            var data = result.Opaque();
            if (data.Length > buffer.Length) throw new IOException($"{Description}: the device sent more than it was asked for");
            data.CopyTo(buffer);
            var ends = (reason & (ReasonEnd | ReasonTerminator)) != 0;
            if (data.Length > 0 || ends) return new ChannelRead(data.Length, ends);
        }
    }

    public async ValueTask ClearAsync(CancellationToken cancellationToken)
    {
        if (_isWaiting) await AbortAsync(cancellationToken);
        var result = await CallAsync(Clear, new XdrWriter().Add(_link).Add(0).Add(0).Add(TransferTimeoutMilliseconds), cancellationToken);
        Require(result.Number(), "being cleared");
    }

    [SuppressMessage("Design", "CA1031", Justification = "closing never throws")]
    public async ValueTask DisposeAsync()
    {
        try
        {
            // the device counts its links, so one is given back where that does not take long
            using CancellationTokenSource now = new();
            var goodbye = _isWaiting ? null : _core.CallAsync(CoreProgram, Version, DestroyLink, new XdrWriter().Add(_link), now.Token).AsTask();
            if (goodbye is { IsCompleted: false })
            {
                await now.CancelAsync();
                await goodbye;
            }
        }
        catch
        {
            // the connection ends anyway, and with it the link
        }
        await _core.DisposeAsync();
    }

    private async ValueTask<XdrReader> CallAsync(uint procedure, XdrWriter arguments, CancellationToken cancellationToken)
    {
        _isWaiting = true;
        var result = await _core.CallAsync(CoreProgram, Version, procedure, arguments, cancellationToken);
        _isWaiting = false;
        return result;
    }

    // a call that was given up holds the device until it ends there
    private async ValueTask AbortAsync(CancellationToken cancellationToken)
    {
        await using RpcConnection abort = new(await new TcpOpener(_host, _abortPort).OpenAsync(cancellationToken));
        var result = await abort.CallAsync(AbortProgram, Version, Abort, new XdrWriter().Add(_link), cancellationToken);
        Require(result.Number(), "giving up what it waited for");
    }

    private void Require(uint error, string what)
    {
        if (error != 0) throw new IOException($"{Description}: the device failed at {what}: {Explain(error)}");
    }

    private static string Explain(uint error) => error switch
    {
        1 => "syntax error",
        3 => "it is not accessible; correct the device name in the address, inst0 for most",
        4 => "it does not know the link any more; it was restarted, connect it anew",
        5 => "parameter error",
        6 => "the channel is not established",
        8 => "the operation is not supported",
        9 => "it is out of resources; close other programs that are connected to it, or restart it",
        11 => "another program has locked it; close that program",
        12 => "no lock is held",
        TimedOut => "it did not do so in time",
        17 => "input or output error",
        23 => "the operation was aborted",
        _ => FormattableString.Invariant($"error {error}"),
    };
}
