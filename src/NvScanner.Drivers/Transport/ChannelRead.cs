namespace NvScanner.Drivers.Transport;

/// <summary>What one read of a channel brought.</summary>
/// <param name="Count">Bytes written into the buffer.</param>
/// <param name="EndOfMessage">Whether the bus marked the last of them as the end of a message; never on a plain stream.</param>
public readonly record struct ChannelRead(int Count, bool EndOfMessage);
