using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NvScanner.Storage.Writing;

/// <summary>Takes the space of a file from the disk before anything is written, so that a full disk shows before the start.</summary>
internal static partial class SpaceReservation
{
    private const int NotSupported = 95;
    private const int InvalidArgument = 22;

    /// <summary>Makes the file at least <paramref name="bytes"/> long, its blocks allocated; an <see cref="IOException"/> says why that is impossible.</summary>
    public static void Reserve(SafeFileHandle file, long bytes)
    {
        if (OperatingSystem.IsLinux())
        {
            int error = posix_fallocate(file, 0, bytes);
            if (error == 0)
                return;
            if (error is not (NotSupported or InvalidArgument))
                throw new IOException(Marshal.GetPInvokeErrorMessage(error));
        }

        // a file system that cannot reserve: the length at least shows quotas and limits
        if (RandomAccess.GetLength(file) < bytes)
            RandomAccess.SetLength(file, bytes);
    }

    [LibraryImport("libc")]
    private static partial int posix_fallocate(SafeFileHandle file, long offset, long length);
}
