namespace NvScanner.Drivers.Transport;

/// <summary>Where an instrument is, as a VISA resource string says it (VPP-4.3, section 4.3).</summary>
public abstract record InstrumentAddress
{
    private InstrumentAddress() { }

    /// <summary>A plain TCP socket: `TCPIP::host::port::SOCKET`.</summary>
    /// <param name="Host">Name or address.</param>
    /// <param name="Port">Port.</param>
    public sealed record TcpSocket(string Host, int Port) : InstrumentAddress;

    /// <summary>VXI-11: `TCPIP::host[::inst0[,port]][::INSTR]`; the port, which is ours and not VISA's, saves asking the portmapper where a firewall hides it.</summary>
    /// <param name="Host">Name or address.</param>
    /// <param name="Device">Logical device, "inst0" unless written.</param>
    /// <param name="Port">Port of the core channel; null asks the portmapper.</param>
    public sealed record Vxi11(string Host, string Device, int? Port = null) : InstrumentAddress;

    /// <summary>HiSLIP: `TCPIP::host::hislip0[,port][::INSTR]`.</summary>
    /// <param name="Host">Name or address.</param>
    /// <param name="Device">Sub-address, "hislip0" for example.</param>
    /// <param name="Port">Port, 4880 unless written.</param>
    public sealed record HiSlip(string Host, string Device, int Port) : InstrumentAddress;

    /// <summary>A serial line: `ASRL3::INSTR` (COM3) or `ASRL/dev/ttyUSB0::INSTR`.</summary>
    /// <param name="Port">Name of the port for the operating system.</param>
    public sealed record Serial(string Port) : InstrumentAddress;

    /// <summary>USB test and measurement class: `USB::0x0AAD::0x0054::104542::INSTR`.</summary>
    /// <param name="Vendor">Vendor id.</param>
    /// <param name="Product">Product id.</param>
    /// <param name="SerialNumber">Serial number.</param>
    /// <param name="Interface">Number of the interface.</param>
    public sealed record UsbTmc(ushort Vendor, ushort Product, string SerialNumber, int Interface) : InstrumentAddress;

    /// <summary>GPIB, which only a vendor's VISA reaches: `GPIB0::27[::secondary]::INSTR`.</summary>
    /// <param name="Board">Number of the board.</param>
    /// <param name="Primary">Primary address, 0 to 30.</param>
    /// <param name="Secondary">Secondary address, or null.</param>
    public sealed record Gpib(int Board, int Primary, int? Secondary) : InstrumentAddress;
}
