namespace NvScanner.Drivers.Transport;

/// <summary>Opens the connection to one instrument, again and again when that is needed.</summary>
public interface IChannelOpener
{
    /// <summary>Where it leads, as errors name it.</summary>
    string Description { get; }

    /// <summary>Whether a connection opened anew is free of replies to earlier requests: true where the connection itself is new (TCP), false where the line stays the same (serial).</summary>
    bool StartsEmpty { get; }

    /// <summary>Opens a connection; returns when bytes can be sent. Throws <see cref="IOException"/> whose message names the cause and the remedy.</summary>
    ValueTask<IByteChannel> OpenAsync(CancellationToken cancellationToken);
}
