using System.Buffers.Binary;

namespace NvScanner.Drivers.Transport.Vxi11;

/// <summary>
/// Calls over one TCP connection in ONC RPC version 2 (RFC 5531), one at a time. A call that was given up may still be answered: replies carry the
/// number of their call, and those of other calls are dropped.
/// </summary>
internal sealed class RpcConnection(IByteChannel channel) : IAsyncDisposable
{
    private const int Call = 0, Reply = 1, Accepted = 0, Success = 0, RpcVersion = 2;
    private const uint LastFragment = 0x8000_0000;
    private const int LongestRecord = 64 << 20;
    private byte[] _bytes = new byte[8192];
    private int _count;
    private uint _number;

    public string Description => channel.Description;

    /// <summary>Makes a call; returns with a reader that stands at its result. Throws <see cref="IOException"/> when the connection is lost or the program refuses.</summary>
    public async ValueTask<XdrReader> CallAsync(uint program, uint version, uint procedure, XdrWriter arguments, CancellationToken cancellationToken)
    {
        XdrWriter call = new();
        call.Add(++_number).Add(Call).Add(RpcVersion).Add(program).Add(version).Add(procedure).Add(0).Add(0).Add(0).Add(0);
        // not called off half way: a torn record would spoil the connection
        await channel.WriteAsync(Record(call, arguments), CancellationToken.None).AsTask().WaitAsync(cancellationToken);
        while (true)
        {
            XdrReader reply = new(await ReceiveAsync(cancellationToken));
            if (reply.Number() != _number) continue;
            if (reply.Number() != Reply || reply.Number() != Accepted) throw Refused("denied the call");
            reply.Number();
            reply.Opaque();
            return reply.Number() switch
            {
                Success => reply,
                1 => throw Refused(FormattableString.Invariant($"has no program {program:X}; it does not speak VXI-11")),
                2 => throw Refused(FormattableString.Invariant($"has another version than {version} of program {program:X}")),
                3 => throw Refused(FormattableString.Invariant($"does not know procedure {procedure}")),
                var other => throw Refused(FormattableString.Invariant($"could not carry out procedure {procedure} (ONC RPC status {other})")),
            };
        }
    }

    public ValueTask DisposeAsync() => channel.DisposeAsync();

    private static byte[] Record(XdrWriter call, XdrWriter arguments)
    {
        var record = new byte[4 + call.Bytes.Length + arguments.Bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(record, LastFragment | (uint)(record.Length - 4));
        call.Bytes.CopyTo(record.AsSpan(4));
        arguments.Bytes.CopyTo(record.AsSpan(4 + call.Bytes.Length));
        return record;
    }

    // what has been received of a record is kept when the wait for the rest is called off
    private async ValueTask<byte[]> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TakeRecord() is { } record) return record;
            if (_count == _bytes.Length) Array.Resize(ref _bytes, 2 * _bytes.Length);
            _count += (await channel.ReadAsync(_bytes.AsMemory(_count), cancellationToken)).Count;
        }
    }

    private byte[]? TakeRecord()
    {
        var length = 0;
        for (var position = 0; _count - position >= 4;)
        {
            var mark = BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(position));
            var fragment = (int)(mark & ~LastFragment);
            if (fragment > LongestRecord - length) throw Refused("sent a record that is too long; it does not speak ONC RPC");
            position += 4 + fragment;
            length += fragment;
            if (position > _count) return null;
            if ((mark & LastFragment) != 0) return Join(position, length);
        }
        return null;
    }

    private byte[] Join(int end, int length)
    {
        var record = new byte[length];
        for (int position = 0, done = 0; position < end;)
        {
            var fragment = (int)(BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(position)) & ~LastFragment);
            _bytes.AsSpan(position + 4, fragment).CopyTo(record.AsSpan(done));
            position += 4 + fragment;
            done += fragment;
        }
        _count -= end;
        _bytes.AsSpan(end, _count).CopyTo(_bytes);
        return record;
    }

    private IOException Refused(string why) => new($"{Description}: the instrument {why}; check the address");
}
