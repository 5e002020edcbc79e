using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace NvScanner.Emulation.Hosting;

/// <summary>A pseudo terminal of Linux (POSIX `posix_openpt`): a pair of files of which one is a real tty. Both ends pass bytes as they are.</summary>
internal sealed partial class Pty : IDisposable
{
    private const int ReadWrite = 2, NoControllingTerminal = 0x100, NonBlocking = 0x800, CloseOnExecute = 0x80000, TryAgain = 11, DropBoth = 2;
    private const short ReadyToRead = 1, ReadyToWrite = 4;
    private readonly SafeFileHandle _controller;
    private readonly SafeFileHandle _line;

    public Pty()
    {
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("emulated serial lines need Linux; on other systems start the emulator on TCP");
        _controller = Checked(Open("/dev/ptmx", ReadWrite | NoControllingTerminal | NonBlocking | CloseOnExecute));
        var name = new byte[64];
        if (GrantPt(_controller) < 0 || UnlockPt(_controller) < 0 || PtsName(_controller, ref name[0], name.Length) != 0) throw Failure();
        Name = Encoding.ASCII.GetString(name.AsSpan(0, Array.IndexOf(name, (byte)0)));
        // kept open, so that the line outlives its users and keeps its settings
        _line = Checked(Open(Name, ReadWrite | NoControllingTerminal | CloseOnExecute));
        var termios = new byte[128];
        if (GetAttributes(_line, ref termios[0]) < 0) throw Failure();
        MakeRaw(ref termios[0]);
        if (SetAttributes(_line, 0, ref termios[0]) < 0) throw Failure();
    }

    /// <summary>The tty's path, for example /dev/pts/3.</summary>
    public string Name { get; }

    /// <summary>Waits for bytes that a user of the tty has written; 0 when none came in time.</summary>
    public int Read(Span<byte> buffer, int milliseconds)
    {
        if (!IsReady(ReadyToRead, milliseconds)) return 0;
        var count = Read(_controller, ref buffer[0], buffer.Length);
        return count >= 0 ? (int)count : Marshal.GetLastPInvokeError() == TryAgain ? 0 : throw Failure();
    }

    /// <summary>Writes what fits into the tty's queue; 0 when it was full all the time.</summary>
    public int Write(ReadOnlySpan<byte> bytes, int milliseconds)
    {
        if (!IsReady(ReadyToWrite, milliseconds)) return 0;
        var count = Write(_controller, ref MemoryMarshal.GetReference(bytes), bytes.Length);
        return count >= 0 ? (int)count : Marshal.GetLastPInvokeError() == TryAgain ? 0 : throw Failure();
    }

    /// <summary>Drops what is on its way in both directions.</summary>
    public void Flush() => _ = Flush(_line, DropBoth);

    public void Dispose()
    {
        _line?.Dispose();
        _controller.Dispose();
    }

    private bool IsReady(short wanted, int milliseconds)
    {
        PollDescriptor descriptor = new() { File = (int)_controller.DangerousGetHandle(), Wanted = wanted };
        return Poll(ref descriptor, 1, milliseconds) > 0;
    }

    private static SafeFileHandle Checked(SafeFileHandle file) => file.IsInvalid ? throw Failure() : file;

    private static IOException Failure() => new($"a pseudo terminal failed: {Marshal.GetLastPInvokeErrorMessage()}");

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int File;
        public short Wanted;
        public short Happened;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    private static partial int GrantPt(SafeFileHandle controller);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static partial int UnlockPt(SafeFileHandle controller);

    [LibraryImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    private static partial int PtsName(SafeFileHandle controller, ref byte name, nint length);

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    private static partial int GetAttributes(SafeFileHandle line, ref byte termios);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    private static partial int SetAttributes(SafeFileHandle line, int when, ref byte termios);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    private static partial void MakeRaw(ref byte termios);

    [LibraryImport("libc", EntryPoint = "tcflush", SetLastError = true)]
    private static partial int Flush(SafeFileHandle line, int queues);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollDescriptor descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(SafeFileHandle file, ref byte buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(SafeFileHandle file, ref byte buffer, nint count);
}
