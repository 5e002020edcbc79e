using System.Globalization;

namespace NvScanner.Drivers.Transport.Visa;

/// <summary>Writes addresses as a vendor's VISA reads them.</summary>
internal static class VisaResource
{
    public static string Of(InstrumentAddress address) => address switch
    {
        InstrumentAddress.Gpib { Secondary: { } secondary } gpib => Text($"GPIB{gpib.Board}::{gpib.Primary}::{secondary}::INSTR"),
        InstrumentAddress.Gpib gpib => Text($"GPIB{gpib.Board}::{gpib.Primary}::INSTR"),
        InstrumentAddress.UsbTmc { Interface: 0 } usb => Text($"USB0::0x{usb.Vendor:X4}::0x{usb.Product:X4}::{usb.SerialNumber}::INSTR"),
        InstrumentAddress.UsbTmc usb => Text($"USB0::0x{usb.Vendor:X4}::0x{usb.Product:X4}::{usb.SerialNumber}::{usb.Interface}::INSTR"),
        InstrumentAddress.Serial line when line.Port.StartsWith("COM", StringComparison.OrdinalIgnoreCase) => $"ASRL{line.Port[3..]}::INSTR",
        InstrumentAddress.Serial line => $"ASRL{line.Port}::INSTR",
        InstrumentAddress.TcpSocket socket => Text($"TCPIP0::{socket.Host}::{socket.Port}::SOCKET"),
        InstrumentAddress.Vxi11 lan => $"TCPIP0::{lan.Host}::{lan.Device}::INSTR",
        InstrumentAddress.HiSlip lan => Text($"TCPIP0::{lan.Host}::{lan.Device},{lan.Port}::INSTR"),
        _ => throw new FormatException($"{address} is no VISA resource"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
