using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NvScanner.Storage.Writing;

/// <summary>A laid-out file that is only written in place. Its handle holds a shared lock: others read, nobody else writes.</summary>
internal sealed class InPlaceFile : IDisposable
{
    private const int FillBlock = 1 << 17;

    private readonly SafeFileHandle _handle;

    private InPlaceFile(SafeFileHandle handle) => _handle = handle;

    public static InPlaceFile Open(string path) =>
        new(File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read));

    /// <summary>Takes the space of the whole file from the disk.</summary>
    public void Reserve() => SpaceReservation.Reserve(_handle, RandomAccess.GetLength(_handle));

    public void Write(long offset, ReadOnlySpan<byte> bytes) => RandomAccess.Write(_handle, bytes, offset);

    public void Write<T>(long offset, T value)
        where T : unmanaged => Write(offset, MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));

    /// <summary>Fills a range of doubles with NaN.</summary>
    public void FillNaN(long offset, long bytes)
    {
        var block = new double[Math.Min(FillBlock, bytes / sizeof(double))];
        Array.Fill(block, double.NaN);
        ReadOnlySpan<byte> pattern = MemoryMarshal.AsBytes(block.AsSpan());
        for (long done = 0; done < bytes; done += pattern.Length)
            Write(offset + done, pattern[..(int)Math.Min(pattern.Length, bytes - done)]);
    }

    /// <summary>Returns when everything written is on the disk.</summary>
    public void Flush() => RandomAccess.FlushToDisk(_handle);

    public void Dispose() => _handle.Dispose();
}
