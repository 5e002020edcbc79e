using System.Buffers.Binary;
using System.Net.Sockets;
using System.Threading.Channels;

namespace NvScanner.Emulation.Hosting;

/// <summary>One client's session: commands come and replies go over its synchronous connection, clears and questions of state over the asynchronous one.</summary>
internal sealed class HiSlipSession(uint number, NetworkStream synchronous, OutputQueue output)
{
    private const byte Error = 3, Data = 6, DataEnd = 7, DeviceClearComplete = 8, DeviceClearAcknowledge = 9, Trigger = 12;
    private const byte AsyncLock = 4, AsyncRemoteLocal = 10, AsyncMaximumMessageSize = 15, AsyncDeviceClear = 19, AsyncStatusQuery = 21, AsyncDeviceClearAcknowledge = 23, AsyncLockInfo = 24;
    private const int HeaderLength = 16, LongestPayload = 16_384, LongestTaken = 2000;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly List<byte> _command = [];

    public uint Number => number;

    public static async ValueTask<(byte Type, byte Control, uint Parameter, byte[] Payload)> ReceiveAsync(Stream stream, CancellationToken end)
    {
        var header = await BigEndian.ReadExactlyAsync(stream, HeaderLength, end);
        if (!header.AsSpan().StartsWith("HS"u8)) throw new IOException("no HiSLIP");
        return (header[2], header[3], BigEndian.UInt32(header, 4), await BigEndian.ReadExactlyAsync(stream, checked((int)BigEndian.UInt64(header, 8)), end));
    }

    public ValueTask SendAsync(Stream stream, byte type, byte control, uint parameter, ReadOnlyMemory<byte> payload, CancellationToken end) =>
        AloneAsync(() => WriteAsync(stream, type, control, parameter, payload, end), end);

    /// <summary>Serves the synchronous connection; returns when it has ended or a reply was cut.</summary>
    public async Task ServeAsync(CancellationToken end)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end);
        var replying = ReplyAsync(either.Token);
        var commands = TakeCommandsAsync(either.Token);
        var first = await Task.WhenAny(replying, commands);
        await either.CancelAsync();
        synchronous.Close();
        await first;
    }

    /// <summary>Serves the asynchronous connection until it ends.</summary>
    public async Task ServeAsynchronousAsync(NetworkStream stream, CancellationToken end)
    {
        while (true)
        {
            var message = await ReceiveAsync(stream, end);
            switch (message.Type)
            {
                case AsyncMaximumMessageSize:
                    await AnswerAsync(0, BigEndian.Of((ulong)LongestTaken));
                    break;
                case AsyncDeviceClear:
                    output.Clear();
                    await SendAsync(stream, AsyncDeviceClearAcknowledge, 0, 0, default, end);
                    break;
                case AsyncStatusQuery:
                    await AnswerAsync(output.HasBytes ? (byte)0x10 : (byte)0);
                    break;
                case AsyncLock:
                    await AnswerAsync(1);
                    break;
                case AsyncRemoteLocal or AsyncLockInfo:
                    await AnswerAsync(0);
                    break;
                default:
                    await RefuseAsync(stream, end);
                    break;
            }

            ValueTask AnswerAsync(byte control, ReadOnlyMemory<byte> payload = default) => SendAsync(stream, (byte)(message.Type + 1), control, 0, payload, end);
        }
    }

    private async Task TakeCommandsAsync(CancellationToken end)
    {
        while (true)
        {
            var message = await ReceiveAsync(synchronous, end);
            switch (message.Type)
            {
                case Data or DataEnd:
                    _command.AddRange(message.Payload);
                    if (message.Type == Data) break;
                    output.Take([.. _command], message.Parameter);
                    _command.Clear();
                    break;
                case DeviceClearComplete:
                    _command.Clear();
                    // no reply of before may follow the acknowledgement
                    await AloneAsync(() =>
                    {
                        output.Clear();
                        return WriteAsync(synchronous, DeviceClearAcknowledge, 0, 0, default, end);
                    }, end);
                    break;
                case Trigger:
                    output.Take("*TRG"u8);
                    break;
                default:
                    await RefuseAsync(synchronous, end);
                    break;
            }
        }
    }

    private async Task ReplyAsync(CancellationToken end)
    {
        while (true)
        {
            try
            {
                await output.WaitAsync(end);
                await AloneAsync(() => output.TryRead(out var piece) ? ReplyAsync(piece, end) : ValueTask.CompletedTask, end);
            }
            catch (ChannelClosedException) when (!output.IsCut)
            {
                // cleared
            }
        }
    }

    private async ValueTask ReplyAsync(OutputPiece piece, CancellationToken end)
    {
        var rest = piece.Bytes;
        do
        {
            var payload = rest[..Math.Min(rest.Length, LongestPayload)];
            rest = rest[payload.Length..];
            await WriteAsync(synchronous, piece.EndsReply && rest.IsEmpty ? DataEnd : Data, 0, piece.Request, payload, end);
        }
        while (!rest.IsEmpty);
    }

    private async ValueTask AloneAsync(Func<ValueTask> sendAsync, CancellationToken end)
    {
        await _sending.WaitAsync(end);
        try
        {
            await sendAsync();
        }
        finally
        {
            _sending.Release();
        }
    }

    private static ValueTask WriteAsync(Stream stream, byte type, byte control, uint parameter, ReadOnlyMemory<byte> payload, CancellationToken end)
    {
        var message = new byte[HeaderLength + payload.Length];
        "HS"u8.CopyTo(message);
        (message[2], message[3]) = (type, control);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(4), parameter);
        BinaryPrimitives.WriteUInt64BigEndian(message.AsSpan(8), (ulong)payload.Length);
        payload.CopyTo(message.AsMemory(HeaderLength));
        return stream.WriteAsync(message, end);
    }

    private ValueTask RefuseAsync(Stream stream, CancellationToken end)
    {
        const byte unrecognised = 1;
        return SendAsync(stream, Error, unrecognised, 0, "this message is not known here"u8.ToArray(), end);
    }
}
