using NvScanner.Drivers.Transport;
using NvScanner.Drivers.Transport.Serial;
using NvScanner.Testing;

namespace NvScanner.Drivers.Tests.Transport;

public sealed class OpenersTests
{
    [Theory]
    [InlineData("TCPIP::10.0.0.5::5025::SOCKET", "tcp 10.0.0.5:5025", true)]
    [InlineData("TCPIP::10.0.0.5::INSTR", "vxi-11 10.0.0.5 inst0", true)]
    [InlineData("TCPIP::10.0.0.5::inst1,1024::INSTR", "vxi-11 10.0.0.5 inst1 (port 1024)", true)]
    [InlineData("TCPIP::10.0.0.5::hislip0::INSTR", "hislip 10.0.0.5:4880 hislip0", true)]
    [InlineData("GPIB0::27::INSTR", "visa GPIB0::27::INSTR", false)]
    public void EveryAddressHasItsCarrier(string address, string carrier, bool startsEmpty)
    {
        var opener = Openers.For(ResourceString.Parse(address));
        Assert.Equal(carrier, opener.Description);
        Assert.Equal(startsEmpty, opener.StartsEmpty);
    }

    [LinuxFact]
    public void SerialAndUsbInstrumentsNeedNoVendorsSoftwareHere()
    {
        SerialSettings settings = new() { BaudRate = 9600, DataBits = 7, Parity = SerialParity.Even, StopBits = 2, FlowControl = SerialFlowControl.RtsCts };
        Assert.Equal("serial /dev/ttyUSB0 (9600 7E2 rts-cts)", Openers.For(ResourceString.Parse("ASRL/dev/ttyUSB0::INSTR"), settings).Description);
        Assert.Equal("usbtmc 0AAD:0054 104542", Openers.For(ResourceString.Parse("USB0::0x0AAD::0x0054::104542::INSTR")).Description);
    }
}
