using System.Text;

namespace NvScanner.Drivers.Transport.HiSlip;

/// <summary>Messages over one of the two TCP connections of a session. A wait that is called off loses no byte: the next one goes on where it was.</summary>
internal sealed class HiSlipConnection(IByteChannel channel) : IAsyncDisposable
{
    private readonly byte[] _header = new byte[HiSlipHeader.Size];
    private int _headerCount;
    private ulong _payload;

    /// <summary>Bytes of the present message's payload that have not been read.</summary>
    public ulong PayloadLeft => _payload;

    /// <summary>Sends a message; returns when the operating system has taken it. It goes whole even when the wait is called off.</summary>
    public async ValueTask SendAsync(HiSlipMessage type, byte control, uint parameter, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var message = new byte[HiSlipHeader.Size + payload.Length];
        new HiSlipHeader(type, control, parameter, (ulong)payload.Length).Write(message);
        payload.CopyTo(message.AsMemory(HiSlipHeader.Size));
        await channel.WriteAsync(message, CancellationToken.None).AsTask().WaitAsync(cancellationToken);
    }

    /// <summary>Drops what is left of the present message; returns with the next one's header. What the device complains about is an <see cref="IOException"/>.</summary>
    public async ValueTask<HiSlipHeader> NextAsync(CancellationToken cancellationToken)
    {
        await DropPayloadAsync(cancellationToken);
        while (_headerCount < HiSlipHeader.Size)
            _headerCount += (await channel.ReadAsync(_header.AsMemory(_headerCount), cancellationToken)).Count;
        _headerCount = 0;
        var header = HiSlipHeader.Read(_header) ?? throw new IOException($"{channel.Description}: what answers there does not speak HiSLIP; check address and port");
        _payload = header.Length;
        if (header.Type is HiSlipMessage.FatalError or HiSlipMessage.Error)
            throw new IOException($"{channel.Description}: the device reports error {header.Control}: {await ReadTextAsync(cancellationToken)}");
        return header;
    }

    /// <summary>The next message, which has to be of this type.</summary>
    public async ValueTask<HiSlipHeader> ExpectAsync(HiSlipMessage type, CancellationToken cancellationToken)
    {
        var header = await NextAsync(cancellationToken);
        return header.Type == type ? header : throw new IOException($"{channel.Description}: {type} was expected, {header.Type} came; the device does not keep to HiSLIP");
    }

    /// <summary>Reads from the present message's payload; returns with at least one byte, or 0 at its end.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_payload == 0) return 0;
        var wanted = (int)Math.Min(_payload, (ulong)buffer.Length);
        var count = (await channel.ReadAsync(buffer[..wanted], cancellationToken)).Count;
        _payload -= (ulong)count;
        return count;
    }

    public ValueTask DisposeAsync() => channel.DisposeAsync();

    private async ValueTask DropPayloadAsync(CancellationToken cancellationToken)
    {
        if (_payload == 0) return;
        var dropped = new byte[4096];
        while (await ReadAsync(dropped, cancellationToken) > 0) { }
    }

    private async ValueTask<string> ReadTextAsync(CancellationToken cancellationToken)
    {
        var text = new byte[Math.Min(_payload, 400)];
        var count = 0;
        while (count < text.Length) count += await ReadAsync(text.AsMemory(count), cancellationToken);
        return Encoding.UTF8.GetString(text);
    }
}
