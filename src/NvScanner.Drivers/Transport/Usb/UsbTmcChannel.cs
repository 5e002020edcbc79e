using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NvScanner.Drivers.Transport.Native;

namespace NvScanner.Drivers.Transport.Usb;

/// <summary>An open /dev/usbtmcN: every write is a message with its end, a read brings one message or, of a long one, as much as fits. The kernel's calls block, hence a thread of its own.</summary>
internal sealed class UsbTmcChannel(SafeFileHandle device, string description) : IClearableChannel
{
    /// <summary>How long one read waits in the kernel, after which the wait may be called off; the shortest that it takes.</summary>
    public const int ReadMilliseconds = 100;

    // USBTMC_IOCTL_CLEAR and USBTMC_IOCTL_MSG_IN_ATTR of linux/usb/tmc.h
    private const nuint Clear = 0x5B02, AttributesOfLastRead = 0x80015B18;
    private const byte EndOfMessage = 1;
    private readonly BlockingCalls _calls = new(description);
    private BlockingReads? _reads;
    private bool _isClosed;

    public string Description { get; } = description;

    /// <summary>Never: the instrument sends only what is fetched.</summary>
    public bool HasBytes => false;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await RunAsync(() =>
        {
            var count = Libc.Write(device, ref MemoryMarshal.GetReference(message.Span), message.Length);
            return count == message.Length ? count : throw Lost("taking a command");
        });
    }

    public ValueTask<ChannelRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        _isClosed ? throw Closed() : (_reads ??= new BlockingReads(_calls, Read)).NextAsync(buffer, cancellationToken);

    public async ValueTask ClearAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await RunAsync(() => Libc.Control(device, Clear, 0) >= 0 ? true : throw Lost("being cleared"));
        if (_reads is not null) await _reads.DropAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_isClosed) return;
        _isClosed = true;
        await _calls.RunAsync(() => true);
        _calls.Dispose();
        device.Dispose();
    }

    // null when nothing came in time
    private ChannelRead? Read(byte[] bytes)
    {
        var count = Libc.Read(device, ref bytes[0], bytes.Length);
        if (count < 0) return Marshal.GetLastPInvokeError() is Libc.TimedOut or Libc.TryAgain or Libc.Interrupted ? null : throw Lost("answering");
        // what is shorter than was asked for is the end; of what fills the buffer only the kernel knows
        Span<byte> attributes = [0];
        var ends = count < bytes.Length || (Libc.Control(device, AttributesOfLastRead, ref attributes[0]) >= 0 && (attributes[0] & EndOfMessage) != 0);
        return new ChannelRead((int)count, ends);
    }

    private Task<T> RunAsync<T>(Func<T> call) => _isClosed ? throw Closed() : _calls.RunAsync(call);

    private IOException Closed() => new($"{Description}: the device was closed");

    private IOException Lost(string what) => new($"{Description}: failed at {what}: {Marshal.GetLastPInvokeErrorMessage()}; the instrument was unplugged or switched off, or its bus hangs: check it, then connect anew");
}
