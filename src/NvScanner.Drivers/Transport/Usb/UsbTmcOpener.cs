using System.Runtime.InteropServices;
using NvScanner.Drivers.Transport.Native;

namespace NvScanner.Drivers.Transport.Usb;

/// <summary>An instrument of the USB test and measurement class through Linux's own driver: /dev/usbtmcN, found by its ids.</summary>
/// <param name="address">Ids of the instrument.</param>
public sealed class UsbTmcOpener(InstrumentAddress.UsbTmc address) : IChannelOpener
{
    private const nuint SetTimeout = 0x40045B0A;

    /// <inheritdoc />
    public string Description { get; } = FormattableString.Invariant($"usbtmc {address.Vendor:X4}:{address.Product:X4} {address.SerialNumber}");

    /// <summary>No: the instrument keeps its output queue; it is cleared before the first request.</summary>
    public bool StartsEmpty => false;

    /// <inheritdoc />
    public ValueTask<IByteChannel> OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = UsbTmcDevices.Find(address, "/sys/class/usbmisc") ?? throw new IOException($"{Description}: no such instrument is plugged in, or the kernel's module usbtmc is not loaded; {UsbTmcDevices.Describe("/sys/class/usbmisc")}");
        var device = Libc.Open(path, Libc.ReadWrite | Libc.CloseOnExecute);
        if (device.IsInvalid) throw new IOException($"{Description} ({path}): {Explain(Marshal.GetLastPInvokeError(), path)}");
        var milliseconds = BitConverter.GetBytes(UsbTmcChannel.ReadMilliseconds);
        _ = Libc.Control(device, SetTimeout, ref milliseconds[0]);
        return ValueTask.FromResult<IByteChannel>(new UsbTmcChannel(device, $"{Description} ({path})"));
    }

    private static string Explain(int error, string path) => error switch
    {
        Libc.AccessDenied or Libc.NotPermitted => $"permission denied; add a udev rule that gives {path} to a group of yours, for example SUBSYSTEM==\"usbmisc\", KERNEL==\"usbtmc*\", GROUP=\"dialout\", MODE=\"0660\"",
        Libc.Busy => "another program holds the instrument; close it there",
        _ => Marshal.GetPInvokeErrorMessage(error) + "; check cable and power",
    };
}
