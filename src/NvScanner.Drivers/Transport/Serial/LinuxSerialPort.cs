using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NvScanner.Drivers.Transport.Native;

namespace NvScanner.Drivers.Transport.Serial;

/// <summary>Opens a tty for one program alone and sets it up for raw bytes.</summary>
internal static class LinuxSerialPort
{
    private const nuint ExclusiveUse = 0x540C, CommonUse = 0x540D;
    private const int GroupOfStatus = 24;
    private const uint WantGroup = 0x10;
    private const int CurrentFolder = -100;
    private const double RateTolerance = 0.03;

    public static SafeFileHandle Open(string port, SerialSettings settings, string description)
    {
        var line = Libc.Open(port, Libc.ReadWrite | Libc.NoControllingTerminal | Libc.NonBlocking | Libc.CloseOnExecute);
        if (line.IsInvalid) throw Failed(description, port);
        try
        {
            SetUp(line, settings, description, port);
            return line;
        }
        catch
        {
            line.Dispose();
            throw;
        }
    }

    /// <summary>Closes it. What is exclusive ends here and now: a program that is being started at this moment still holds a copy of every open file.</summary>
    public static void Close(SafeFileHandle line)
    {
        _ = Libc.Control(line, CommonUse, 0);
        _ = Libc.Lock(line, Libc.Unlock);
        line.Dispose();
    }

    /// <summary>Why opening failed and what to do about it.</summary>
    public static string Explain(int error, string port) => error switch
    {
        Libc.NoSuchFile or Libc.NoSuchAddress or Libc.NoSuchDevice => $"there is no such port; {PortsThatAre()}; a name under /dev/serial/by-id stays the same when cables change",
        Libc.AccessDenied or Libc.NotPermitted => $"permission denied: the port belongs to the group '{GroupOf(port)}'; run 'sudo usermod -a -G {GroupOf(port)} $USER' and log in anew",
        Libc.Busy or Libc.TryAgain => "the port is taken by another program, or by another role of this profile; close it there (lsof names the program)",
        Libc.NotATerminal => "it is not a serial line; name a port such as /dev/ttyUSB0",
        Libc.InputOutput => "the device is not there any more; check cable and power",
        _ => Marshal.GetPInvokeErrorMessage(error) + "; check cable and port",
    };

    private static void SetUp(SafeFileHandle line, SerialSettings settings, string description, string port)
    {
        Termios termios = default;
        ref var bytes = ref Unsafe.As<Termios, byte>(ref termios);
        if (Libc.Control(line, Termios.Get, ref bytes) < 0) throw Failed(description, port);
        // the kernel's exclusive use does not hold back the superuser, hence the lock that other serial programs take as well
        if (Libc.Lock(line, Libc.LockExclusively | Libc.LockWithoutWaiting) < 0 || Libc.Control(line, ExclusiveUse, 0) < 0) throw Failed(description, port);
        termios.MakeRaw(settings);
        if (Libc.Control(line, Termios.SetAndDropInput, ref bytes) < 0 || Libc.Control(line, Termios.Get, ref bytes) < 0) throw Failed(description, port);
        var got = termios.Read();
        if (got with { BaudRate = settings.BaudRate } != settings || Math.Abs(got.BaudRate - settings.BaudRate) > RateTolerance * settings.BaudRate)
            throw new IOException($"{description}: the port cannot do {settings}, it does {got}; choose other line settings on the instrument and in the profile");
    }

    private static IOException Failed(string description, string port) => new($"{description}: {Explain(Marshal.GetLastPInvokeError(), port)}");

    private static string PortsThatAre()
    {
        string[] ports = [.. new[] { "ttyUSB*", "ttyACM*" }.SelectMany(pattern => Directory.GetFiles("/dev", pattern)).Order(StringComparer.Ordinal)];
        return ports.Length > 0 ? $"there are {string.Join(", ", ports)}" : "no USB port is plugged in; check the cable";
    }

    private static string GroupOf(string port)
    {
        const string usual = "dialout";
        var status = new byte[256];
        if (Libc.Status(CurrentFolder, port, 0, WantGroup, ref status[0]) < 0) return usual;
        var group = BitConverter.ToUInt32(status, GroupOfStatus).ToString(CultureInfo.InvariantCulture);
        return File.ReadLines("/etc/group").Select(entry => entry.Split(':')).FirstOrDefault(entry => entry.Length > 2 && entry[2] == group)?[0] ?? usual;
    }
}
