namespace NvScanner.Emulation.Hosting;

/// <summary>A piece of a reply in an output queue.</summary>
/// <param name="Bytes">Its bytes.</param>
/// <param name="EndsReply">Whether the reply ends with it.</param>
/// <param name="Request">Number of the request that it answers.</param>
internal readonly record struct OutputPiece(ReadOnlyMemory<byte> Bytes, bool EndsReply, uint Request);
