using FsCheck;
using FsCheck.Fluent;
using NvScanner.Drivers.Transport;

namespace NvScanner.Drivers.Tests.Transport;

public sealed class ResourceStringTests
{
    public static TheoryData<string, InstrumentAddress> Known => new()
    {
        { "TCPIP::192.168.1.20::5025::SOCKET", new InstrumentAddress.TcpSocket("192.168.1.20", 5025) },
        { "tcpip0::sg384.lab::5025::socket", new InstrumentAddress.TcpSocket("sg384.lab", 5025) },
        { "TCPIP::[fe80::1]::5025::SOCKET", new InstrumentAddress.TcpSocket("fe80::1", 5025) },
        { "TCPIP::10.0.0.5::INSTR", new InstrumentAddress.Vxi11("10.0.0.5", "inst0") },
        { "TCPIP0::10.0.0.5", new InstrumentAddress.Vxi11("10.0.0.5", "inst0") },
        { "TCPIP::10.0.0.5::inst1::INSTR", new InstrumentAddress.Vxi11("10.0.0.5", "inst1") },
        { "TCPIP::10.0.0.5::inst0,1024::INSTR", new InstrumentAddress.Vxi11("10.0.0.5", "inst0", 1024) },
        { "TCPIP::10.0.0.5::hislip0::INSTR", new InstrumentAddress.HiSlip("10.0.0.5", "hislip0", 4880) },
        { "TCPIP::10.0.0.5::HISLIP0,4881", new InstrumentAddress.HiSlip("10.0.0.5", "hislip0", 4881) },
        { "ASRL3::INSTR", new InstrumentAddress.Serial("COM3") },
        { "ASRL/dev/ttyUSB0::INSTR", new InstrumentAddress.Serial("/dev/ttyUSB0") },
        { "USB0::0x0AAD::0x0054::104542::INSTR", new InstrumentAddress.UsbTmc(0x0AAD, 0x0054, "104542", 0) },
        { "USB::0x0957::1234::MY1::2::INSTR", new InstrumentAddress.UsbTmc(0x0957, 1234, "MY1", 2) },
        { "GPIB0::27::INSTR", new InstrumentAddress.Gpib(0, 27, null) },
        { "GPIB1::5::3", new InstrumentAddress.Gpib(1, 5, 3) },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void EveryFormOfTheGrammarIsRead(string text, InstrumentAddress expected) => Assert.Equal(expected, ResourceString.Parse(text));

    [Theory]
    [InlineData("", "not a bus")]
    [InlineData("COM3", "not a bus")]
    [InlineData("INSTR", "names no instrument")]
    [InlineData("TCPIP::host::SOCKET", "a host and a port")]
    [InlineData("TCPIP::host::70000::SOCKET", "port '70000'")]
    [InlineData("TCPIP::::5025::SOCKET", "host is empty")]
    [InlineData("ASRL::INSTR", "one port")]
    [InlineData("ASRL1::5025::SOCKET", "only TCPIP")]
    [InlineData("USB::0x0AAD::0x0054::INSTR", "serial number")]
    [InlineData("USB::xyz::0x0054::1::INSTR", "USB id")]
    [InlineData("GPIB0::31::INSTR", "primary address '31'")]
    public void WhatIsNoAddressIsRefusedWithTheCauseAndTheForms(string text, string cause)
    {
        var error = Assert.Throws<FormatException>(() => ResourceString.Parse(text));
        Assert.Contains(cause, error.Message, StringComparison.Ordinal);
        Assert.Contains("TCPIP::host::port::SOCKET", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoTextDoesAnythingButParseOrBeRefused() => Prop.ForAll<string?>(text =>
    {
        foreach (var candidate in new[] { text ?? "", "TCPIP::" + text, "ASRL" + text, "USB::" + text + "::SOCKET", "GPIB::[" + text })
        {
            try
            {
                Assert.NotNull(ResourceString.Parse(candidate));
            }
            catch (FormatException)
            {
                // refused
            }
        }
    }).QuickCheckThrowOnFailure();
}
