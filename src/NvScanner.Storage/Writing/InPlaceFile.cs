using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NvScanner.Hdf5;
using NvScanner.Storage.Layout;

namespace NvScanner.Storage.Writing;

/// <summary>A laid-out file that is only written in place. Its handle holds a shared lock: others read, nobody else writes.</summary>
internal sealed class InPlaceFile : IDisposable
{
    /// <summary>Bytes of one filling write: of a fixed size, so that laying out a large run allocates no more than a small one.</summary>
    private const int FillBlock = 1 << 16;

    private readonly SafeFileHandle _handle;
    private readonly Action? _beforeWrite;

    private InPlaceFile(SafeFileHandle handle, Action? beforeWrite)
    {
        _handle = handle;
        _beforeWrite = beforeWrite;
    }

    /// <summary>Opens a laid-out file; <paramref name="beforeWrite"/> is called before every write and may throw in its place.</summary>
    public static InPlaceFile Open(string path, Action? beforeWrite) =>
        new(File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read), beforeWrite);

    /// <summary>Takes the space of the whole file from the disk.</summary>
    public void Reserve() => SpaceReservation.Reserve(_handle, RandomAccess.GetLength(_handle));

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        _beforeWrite?.Invoke();
        RandomAccess.Write(_handle, bytes, offset);
    }

    /// <summary>Reads bytes that lie inside the file.</summary>
    public void Read(long offset, Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            int read = RandomAccess.Read(_handle, bytes, offset);
            if (read == 0)
                throw new EndOfStreamException("the run file has become shorter while it was written");
            bytes = bytes[read..];
            offset += read;
        }
    }

    public void Write<T>(long offset, T value)
        where T : unmanaged => Write(offset, MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));

    /// <summary>Fills a dataset with what its elements hold before they are written; a fresh file already reads as zeros.</summary>
    public void Fill(PlacedDataset dataset)
    {
        if (dataset.Definition.Type == Hdf5Type.Float64)
        {
            var block = new double[FillBlock / sizeof(double)];
            Array.Fill(block, double.NaN);
            Repeat(dataset, MemoryMarshal.AsBytes(block.AsSpan()));
        }
        else if (dataset.Definition.FillByte != 0)
        {
            var block = new byte[FillBlock];
            Array.Fill(block, dataset.Definition.FillByte);
            Repeat(dataset, block);
        }
    }

    /// <summary>Returns when everything written is on the disk.</summary>
    public void Flush() => RandomAccess.FlushToDisk(_handle);

    public void Dispose() => _handle.Dispose();

    private void Repeat(PlacedDataset dataset, ReadOnlySpan<byte> pattern)
    {
        for (long done = 0; done < dataset.Bytes; done += pattern.Length)
            Write(dataset.Offset + done, pattern[..(int)Math.Min(pattern.Length, dataset.Bytes - done)]);
    }
}
