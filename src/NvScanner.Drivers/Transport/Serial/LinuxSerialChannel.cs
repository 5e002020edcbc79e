using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NvScanner.Drivers.Transport.Native;

namespace NvScanner.Drivers.Transport.Serial;

/// <summary>An open tty. Reads and writes do not block; a thread of the line's own waits for it where there is nothing to read or no room to write.</summary>
internal sealed class LinuxSerialChannel : IByteChannel
{
    private const nuint BytesWaiting = 0x541B;
    private readonly SafeFileHandle _line;
    private readonly SafeFileHandle _wake = Libc.EventDescriptor(0, Libc.NonBlocking | Libc.CloseOnExecute);
    private readonly BlockingCalls _waiter;
    private volatile bool _closed;

    public LinuxSerialChannel(SafeFileHandle line, string description)
    {
        (_line, Description) = (line, description);
        _waiter = new BlockingCalls(description);
    }

    public string Description { get; }

    public bool HasBytes
    {
        get
        {
            Span<byte> waiting = stackalloc byte[sizeof(int)];
            return Libc.Control(_line, BytesWaiting, ref waiting[0]) == 0 && BitConverter.ToInt32(waiting) > 0;
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        while (message.Length > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Libc.Write(_line, ref MemoryMarshal.GetReference(message.Span), message.Length);
            if (count >= 0)
                message = message[(int)count..];
            else
                await WaitAfterFailureAsync(Libc.ReadyToWrite, cancellationToken);
        }
    }

    public async ValueTask<ChannelRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Libc.Read(_line, ref MemoryMarshal.GetReference(buffer.Span), buffer.Length);
            if (count > 0) return new ChannelRead((int)count, EndOfMessage: false);
            if (count == 0) throw Lost("the line was hung up");
            await WaitAfterFailureAsync(Libc.ReadyToRead, cancellationToken);
        }
    }

    public ValueTask DisposeAsync()
    {
        if (_closed) return ValueTask.CompletedTask;
        _closed = true;
        Wake();
        _waiter.Dispose();
        LinuxSerialPort.Close(_line);
        _wake.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask WaitAfterFailureAsync(short wanted, CancellationToken cancellationToken)
    {
        var error = Marshal.GetLastPInvokeError();
        if (error == Libc.Interrupted) return;
        if (error != Libc.TryAgain) throw Lost(Marshal.GetPInvokeErrorMessage(error));
        if (_closed) throw new IOException($"{Description}: the line was closed");
        await using (cancellationToken.UnsafeRegister(static channel => ((LinuxSerialChannel)channel!).Wake(), this))
            await _waiter.RunAsync(() => Wait(wanted));
        if (_closed) throw new IOException($"{Description}: the line was closed");
    }

    // until the line is ready, hung up, or the wait is called off
    private bool Wait(short wanted)
    {
        Span<PollDescriptor> descriptors =
        [
            new() { File = (int)_line.DangerousGetHandle(), Wanted = wanted },
            new() { File = (int)_wake.DangerousGetHandle(), Wanted = Libc.ReadyToRead },
        ];
        _ = Libc.Poll(ref descriptors[0], (nuint)descriptors.Length, -1);
        Span<byte> calls = stackalloc byte[sizeof(ulong)];
        if (!_closed && descriptors[1].Happened != 0) _ = Libc.Read(_wake, ref calls[0], calls.Length);
        return true;
    }

    private void Wake()
    {
        var one = BitConverter.GetBytes(1UL);
        _ = Libc.Write(_wake, ref one[0], one.Length);
    }

    private IOException Lost(string why) => new($"{Description}: the device was unplugged or switched off while in use ({why}); check cable and power, then connect anew");
}
