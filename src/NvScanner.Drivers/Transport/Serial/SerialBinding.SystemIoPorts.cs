using System.IO.Ports;

namespace NvScanner.Drivers.Transport.Serial;

/// <summary>Opens serial lines through the package System.IO.Ports; in builds with -p:UseSystemIoPorts=true in the place of the Linux binding.</summary>
internal static class SerialBinding
{
    /// <summary>The package opens them on every system that it runs on.</summary>
    public static bool IsSupported => true;

    /// <summary>Opens a port for this program alone; throws <see cref="IOException"/> with cause and remedy.</summary>
    public static IByteChannel Open(string port, SerialSettings settings, string description)
    {
        SerialPort line = new(port, settings.BaudRate, Enum.Parse<Parity>(settings.Parity.ToString()), settings.DataBits, settings.StopBits == 2 ? StopBits.Two : StopBits.One)
        {
            Handshake = settings.FlowControl == SerialFlowControl.RtsCts ? Handshake.RequestToSend : Handshake.None,
        };
        try
        {
            line.Open();
            line.DiscardInBuffer();
            return new Channel(line, description);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            line.Dispose();
            throw new IOException($"{description}: {failure.Message.TrimEnd('.')}; the ports are: {string.Join(", ", SerialPort.GetPortNames())}; a port that is there is taken by another program, or its permission is missing", failure);
        }
    }

    private sealed class Channel(SerialPort line, string description) : IByteChannel
    {
        public string Description { get; } = description;

        public bool HasBytes => line.BytesToRead > 0;

        public async ValueTask WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken) => await GuardAsync(async () =>
        {
            await line.BaseStream.WriteAsync(message, cancellationToken);
            return message.Length;
        });

        public ValueTask<ChannelRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
            GuardAsync(async () => await line.BaseStream.ReadAsync(buffer, cancellationToken) is var count and > 0
                ? new ChannelRead(count, EndOfMessage: false)
                : throw new IOException("the line was hung up"));

        public ValueTask DisposeAsync()
        {
            line.Dispose();
            return ValueTask.CompletedTask;
        }

        private async ValueTask<T> GuardAsync<T>(Func<ValueTask<T>> transfer)
        {
            try
            {
                return await transfer();
            }
            catch (Exception failure) when (failure is IOException or InvalidOperationException or UnauthorizedAccessException)
            {
                throw new IOException($"{Description}: the device was unplugged or switched off while in use ({failure.Message}); check cable and power, then connect anew", failure);
            }
        }
    }
}
