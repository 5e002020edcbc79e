namespace NvScanner.Drivers.Transport;

/// <summary>A channel whose bus can clear the instrument: what it was sent and has not executed, and what it would still say, are dropped on both sides. Settings stay.</summary>
public interface IClearableChannel : IByteChannel
{
    /// <summary>Clears; returns when nothing said before can be read any more. Throws <see cref="IOException"/> when the connection is lost.</summary>
    ValueTask ClearAsync(CancellationToken cancellationToken);
}
