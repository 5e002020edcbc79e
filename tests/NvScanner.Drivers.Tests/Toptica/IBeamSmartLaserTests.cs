using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Drivers.Tests.Lasers;
using NvScanner.Emulation.Hosting;
using NvScanner.Emulation.Toptica;

namespace NvScanner.Drivers.Tests.Toptica;

public sealed class IBeamSmartLaserTests() : EmulatedLaserContract<IBeamSmartEmulator>("toptica.ibeam-smart", new IBeamSmartEmulator())
{
    protected override double Watts => Device.Watts;

    protected override bool InterlockClosed
    {
        set => Device.InterlockClosed = value;
    }

    protected override (ITextInstrument Instrument, string Expected, string Found) Stranger => (new OtherIdentity(Device, "serial", "\r\nSN: Sapphire-1\r\n[OK]"), "iBeam", "Sapphire");

    [Fact]
    public Task NothingWaitsForTheInterlockToClose()
    {
        InterlockClosed = false;
        return RunConnectedAsync(async laser =>
        {
            await Assert.ThrowsAsync<InstrumentException>(async () => await laser.SetEmissionAsync(true, CancellationToken.None));
            InterlockClosed = true;
            Device.LeaveChannelOn();
            Assert.Equal(0, Watts);
        });
    }

    [Fact]
    public Task LightLeftOnByAnotherProgramAndItsChannelsAreOffOnceConnected()
    {
        Device.LeaveOn();
        return RunConnectedAsync(async laser =>
        {
            Assert.Equal(0, Device.Watts);
            await laser.SetPowerAsync(new OpticalPower(3e-3), CancellationToken.None);
            await laser.SetEmissionAsync(true, CancellationToken.None);
            Assert.Equal(3e-3, Device.Watts, 1e-9);
        });
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public Task TheGateIsSet(string option, bool gated)
    {
        Options = [.. Options, ("gated", option)];
        return RunConnectedAsync(_ =>
        {
            Assert.Equal(gated, Device.IsGated);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public Task AWarningOfTheLaserIsARefusal()
    {
        Options = [.. Options, ("maximum-power", "200 mW")]; // more than the head has
        return RunConnectedAsync(async laser =>
        {
            var error = await Assert.ThrowsAsync<InstrumentReplyException>(async () => await laser.SetPowerAsync(new OpticalPower(0.15), CancellationToken.None));
            Assert.Contains("limited", error.Message, StringComparison.Ordinal);
        });
    }
}
