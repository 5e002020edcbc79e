namespace NvScanner.Drivers.Transport;

/// <summary>One open connection to an instrument: bytes in both directions, cut anywhere on their way. Used by one caller at a time.</summary>
public interface IByteChannel : IAsyncDisposable
{
    /// <summary>Where it leads, for errors and logs, for example "tcp 10.0.0.5:5025".</summary>
    string Description { get; }

    /// <summary>Whether bytes have come that nobody has read yet: then <see cref="ReadAsync"/> does not wait.</summary>
    bool HasBytes { get; }

    /// <summary>Sends a whole message; returns when the operating system has taken it. A bus that marks ends (VXI-11, HiSLIP, USBTMC) marks this one behind the last byte. Throws <see cref="IOException"/> when the connection is lost.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken);

    /// <summary>Waits for bytes; returns with at least one, or with the mark of a message's end. Throws <see cref="IOException"/> when the connection is lost, also when the other side has closed it.</summary>
    ValueTask<ChannelRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);
}
