namespace NvScanner.Drivers.Transport.ZeroMq;

/// <summary>One frame: part of a message, or a command of the protocol.</summary>
/// <param name="IsCommand">Whether it is a command.</param>
/// <param name="HasMore">Whether the message goes on in another frame.</param>
/// <param name="Content">Its bytes.</param>
internal readonly record struct ZmtpFrame(bool IsCommand, bool HasMore, byte[] Content);
