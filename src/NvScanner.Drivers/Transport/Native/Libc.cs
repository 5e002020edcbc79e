using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NvScanner.Drivers.Transport.Native;

/// <summary>The few functions of Linux's C library that devices need; failures are in <see cref="Marshal.GetLastPInvokeError"/>.</summary>
internal static partial class Libc
{
    public const int ReadWrite = 0x2, NoControllingTerminal = 0x100, NonBlocking = 0x800, CloseOnExecute = 0x80000;
    public const short ReadyToRead = 1, ReadyToWrite = 4;

    public const int NotPermitted = 1, NoSuchFile = 2, Interrupted = 4, InputOutput = 5, NoSuchAddress = 6, TryAgain = 11,
        AccessDenied = 13, Busy = 16, NoSuchDevice = 19, NotATerminal = 25, TimedOut = 110;

    public const int LockExclusively = 2, LockWithoutWaiting = 4, Unlock = 8;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(SafeFileHandle file, ref byte buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeFileHandle file, ref byte buffer, nint count);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(SafeFileHandle file, nuint request, ref byte argument);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(SafeFileHandle file, nuint request, nint argument);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(ref PollDescriptor descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial SafeFileHandle EventDescriptor(uint value, int flags);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Status(int folder, string path, int flags, uint mask, ref byte status);
}
