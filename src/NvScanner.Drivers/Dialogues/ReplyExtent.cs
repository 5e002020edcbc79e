namespace NvScanner.Drivers.Dialogues;

/// <summary>Where a reply lies within the received bytes.</summary>
/// <param name="Start">First byte of its content.</param>
/// <param name="Length">Bytes of its content.</param>
/// <param name="Used">Bytes of the stream that it takes, terminators included.</param>
public readonly record struct ReplyExtent(int Start, int Length, int Used);
