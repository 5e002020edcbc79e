namespace NvScanner.Drivers.Transport.Serial;

/// <summary>A serial line, also one that is a USB cable. What an earlier program asked may still be answered on it, hence it never starts empty.</summary>
/// <param name="port">Name of the port for the operating system: /dev/ttyUSB0, COM3.</param>
/// <param name="settings">How its bits look.</param>
public sealed class SerialOpener(string port, SerialSettings settings) : IChannelOpener
{
    /// <inheritdoc />
    public string Description { get; } = $"serial {port} ({settings})";

    /// <inheritdoc />
    public bool StartsEmpty => false;

    /// <inheritdoc />
    public ValueTask<IByteChannel> OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(SerialBinding.Open(port, settings, Description));
    }
}
