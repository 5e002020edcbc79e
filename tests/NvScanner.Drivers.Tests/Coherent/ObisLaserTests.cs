using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Drivers.Tests.Lasers;
using NvScanner.Emulation.Coherent;
using NvScanner.Emulation.Hosting;

namespace NvScanner.Drivers.Tests.Coherent;

public sealed class ObisLaserTests() : EmulatedLaserContract<ObisEmulator>("coherent.obis", new ObisEmulator())
{
    protected override double Watts => Device.Watts;

    protected override bool InterlockClosed
    {
        set => Device.InterlockClosed = value;
    }

    protected override (ITextInstrument Instrument, string Expected, string Found) Stranger => (new OtherIdentity(Device, "SYST:INF:MOD?", "Sapphire 488-50\r\nOK"), "OBIS", "Sapphire");

    [Fact]
    public Task TheOtherMeaningOfTheInterlocksReplyIsAnOption()
    {
        (Device, Options) = (new ObisEmulator(lockedIsOn: false), [.. Options, ("interlock-reply", "on-is-open")]);
        return RunConnectedAsync(async laser => Assert.True((await laser.ReadStatusAsync(CancellationToken.None)).InterlockClosed));
    }

    [Fact]
    public Task AFaultIsNamed()
    {
        Device.Fault = 0x10;
        return RunConnectedAsync(async laser =>
        {
            var error = await Assert.ThrowsAsync<InstrumentException>(async () => await laser.SetEmissionAsync(true, CancellationToken.None));
            Assert.Contains("00000010", error.Message, StringComparison.Ordinal);
        });
    }
}
