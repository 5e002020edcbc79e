namespace NvScanner.Drivers.Dialogues;

/// <summary>Bytes received and not yet used; grows up to the longest reply and no further.</summary>
internal sealed class ReplyBuffer(int longest)
{
    private byte[] _bytes = new byte[Math.Min(4096, longest)];
    private int _count;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _count);

    public bool IsFull => _count == longest;

    /// <summary>Room for the next bytes.</summary>
    public Memory<byte> Free()
    {
        if (_count == _bytes.Length) Array.Resize(ref _bytes, Math.Min(2 * _bytes.Length, longest));
        return _bytes.AsMemory(_count);
    }

    /// <summary>Says that so many bytes were written into <see cref="Free"/>, and shows them.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        _count += count;
        return _bytes.AsSpan(_count - count, count);
    }

    /// <summary>Takes a reply out.</summary>
    public byte[] Cut(ReplyExtent extent)
    {
        var reply = _bytes.AsSpan(extent.Start, extent.Length).ToArray();
        _count -= extent.Used;
        _bytes.AsSpan(extent.Used, _count).CopyTo(_bytes);
        return reply;
    }

    public void Clear() => _count = 0;
}
