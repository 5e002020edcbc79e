using NvScanner.Drivers.Transport.HiSlip;
using NvScanner.Drivers.Transport.Serial;
using NvScanner.Drivers.Transport.Usb;
using NvScanner.Drivers.Transport.Visa;
using NvScanner.Drivers.Transport.Vxi11;

namespace NvScanner.Drivers.Transport;

/// <summary>Chooses how an address is reached.</summary>
public static class Openers
{
    /// <summary>The opener of an address; <paramref name="serial"/> is how a serial line's bits look. Without a vendor's VISA where we can, through it where we cannot.</summary>
    public static IChannelOpener For(InstrumentAddress address, SerialSettings? serial = null) => address switch
    {
        InstrumentAddress.TcpSocket socket => new TcpOpener(socket.Host, socket.Port),
        InstrumentAddress.Vxi11 lan => new Vxi11Opener(lan.Host, lan.Device, lan.Port),
        InstrumentAddress.HiSlip lan => new HiSlipOpener(lan.Host, lan.Device, lan.Port),
        InstrumentAddress.Serial line when SerialBinding.IsSupported => new SerialOpener(line.Port, serial ?? new SerialSettings()),
        InstrumentAddress.UsbTmc usb when OperatingSystem.IsLinux() => new UsbTmcOpener(usb),
        _ => new VisaOpener(address, serial),
    };
}
