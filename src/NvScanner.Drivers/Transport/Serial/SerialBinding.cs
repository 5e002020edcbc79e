namespace NvScanner.Drivers.Transport.Serial;

/// <summary>Opens serial lines through the Linux kernel. Its sibling of the same name does so through System.IO.Ports; a build has one of them.</summary>
internal static class SerialBinding
{
    /// <summary>Whether this build opens serial lines on this system by itself; else a vendor's VISA does.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux();

    /// <summary>Opens a port for this program alone; throws <see cref="IOException"/> with cause and remedy.</summary>
    public static IByteChannel Open(string port, SerialSettings settings, string description) =>
        new LinuxSerialChannel(LinuxSerialPort.Open(port, settings, description), description);
}
