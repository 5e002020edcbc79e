using NvScanner.Drivers.Tests.Dialogues;
using NvScanner.Drivers.Transport;
using NvScanner.Drivers.Transport.Visa;
using NvScanner.Emulation.Hosting;

namespace NvScanner.Drivers.Tests.Transport.Visa;

public sealed class VisaTests
{
    [Fact]
    public async Task WithoutARuntimeTheErrorSaysWhatToInstall()
    {
        VisaOpener opener = new(new InstrumentAddress.Gpib(0, 7, null)) { Runtime = () => new VisaLibrary(["libvisa-that-is-not-there.so"]) };
        var error = await Assert.ThrowsAsync<IOException>(async () => await opener.OpenAsync(CancellationToken.None));
        Assert.Contains("GPIB0::7::INSTR: no VISA runtime is installed", error.Message, StringComparison.Ordinal);
        Assert.Contains("install NI-VISA, Keysight IO Libraries or R&S VISA", error.Message, StringComparison.Ordinal);
        Assert.Contains("NVSCANNER_VISA", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALibraryThatIsNoVisaIsSaidToBeNone()
    {
        VisaOpener opener = new(new InstrumentAddress.Gpib(0, 7, null)) { Runtime = () => new VisaLibrary(["libc.so.6"]) };
        var error = await Assert.ThrowsAsync<IOException>(async () => await opener.OpenAsync(CancellationToken.None));
        Assert.Contains("has no function viOpenDefaultRM", error.Message, StringComparison.Ordinal);
    }

    [OpenToolFact(VisaStub.Compiler, "gcc")]
    public async Task WhatIsNotThereIsSaidInOurWordsAndTheVendors()
    {
        VisaOpener opener = new(new InstrumentAddress.Gpib(0, 7, null)) { Runtime = () => VisaStub.Library };
        var error = await Assert.ThrowsAsync<IOException>(async () => await opener.OpenAsync(CancellationToken.None));
        Assert.Contains("nothing answers there; check power, cable and address", error.Message, StringComparison.Ordinal);
        Assert.Contains("Insufficient location information (VISA status 0xBFFF0011)", error.Message, StringComparison.Ordinal);
    }

    [OpenToolFact(VisaStub.Compiler, "gcc")]
    public async Task AMessageComesWithItsEndAndALongOneInPieces()
    {
        await using TcpTextHost host = new(new EchoInstrument(), TimeProvider.System);
        await using var channel = await VisaStub.Opener(host.Port).OpenAsync(CancellationToken.None);
        await channel.WriteAsync("12345?\n"u8.ToArray(), CancellationToken.None);
        var buffer = new byte[8];
        Assert.Equal(new ChannelRead(8, EndOfMessage: false), await channel.ReadAsync(buffer, CancellationToken.None));
        Assert.Equal(new ChannelRead(3, EndOfMessage: true), await channel.ReadAsync(buffer, CancellationToken.None));
        Assert.Equal("45\n"u8.ToArray(), buffer[..3]);
    }

    public static TheoryData<InstrumentAddress, string> Resources => new()
    {
        { new InstrumentAddress.Gpib(1, 5, 3), "GPIB1::5::3::INSTR" },
        { new InstrumentAddress.Gpib(0, 27, null), "GPIB0::27::INSTR" },
        { new InstrumentAddress.UsbTmc(0x0AAD, 0x54, "104542", 0), "USB0::0x0AAD::0x0054::104542::INSTR" },
        { new InstrumentAddress.UsbTmc(0x0957, 0x4D2, "MY1", 2), "USB0::0x0957::0x04D2::MY1::2::INSTR" },
        { new InstrumentAddress.Serial("COM3"), "ASRL3::INSTR" },
        { new InstrumentAddress.Serial("/dev/ttyUSB0"), "ASRL/dev/ttyUSB0::INSTR" },
        { new InstrumentAddress.TcpSocket("10.0.0.5", 5025), "TCPIP0::10.0.0.5::5025::SOCKET" },
        { new InstrumentAddress.Vxi11("10.0.0.5", "inst0"), "TCPIP0::10.0.0.5::inst0::INSTR" },
        { new InstrumentAddress.HiSlip("10.0.0.5", "hislip0", 4880), "TCPIP0::10.0.0.5::hislip0,4880::INSTR" },
    };

    [Theory]
    [MemberData(nameof(Resources))]
    public void AnAddressIsWrittenAsItIsRead(InstrumentAddress address, string resource)
    {
        Assert.Equal(resource, VisaResource.Of(address));
        Assert.Equal(address, ResourceString.Parse(resource));
    }

    [Fact]
    public void GpibIsReachedThroughVisa() => Assert.IsType<VisaOpener>(Openers.For(ResourceString.Parse("GPIB0::27::INSTR")));
}
