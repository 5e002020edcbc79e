namespace NvScanner.Abstractions.Instruments;

/// <summary>A photon counter that stamps every detection with a 64-bit time of its own clock.</summary>
public interface ITimeTagger
{
    /// <summary>Length of one tick in seconds.</summary>
    double TickSeconds { get; }

    /// <summary>Tags that the device holds until they are read.</summary>
    int BufferTags { get; }

    /// <summary>Starts the stream; returns when tags are taken. Tags are ticks since then.</summary>
    ValueTask StartTagsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Waits for the given time and fetches what has been detected since the last call, oldest first; returns how many tags it has written. What does not fit into
    /// <paramref name="tags"/> stays in the device. Throws <see cref="InstrumentReplyException"/> when the device's buffer ran over: a stream with a hole in it is refused, never delivered.
    /// </summary>
    ValueTask<int> ReadTagsAsync(TimeSpan wait, Memory<long> tags, CancellationToken cancellationToken);

    /// <summary>Ends the stream; returns when it has ended. Tags not read are lost.</summary>
    ValueTask StopTagsAsync(CancellationToken cancellationToken);
}
