using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Emulation.Hosting;
using NvScanner.Emulation.StanfordResearch;
using NvScanner.Testing.Contracts;

namespace NvScanner.Drivers.Tests.StanfordResearch;

public sealed class Sg380SourceTests : MicrowaveSourceContract
{
    private Sg384Emulator _device = new();
    private ITextInstrument? _other;

    [Fact]
    public Task FrequencyPowerAndOutputArriveAtTheDevice() => RunConnectedAsync(async source =>
    {
        await source.SetFrequencyAsync(new Frequency(2_870_123_456.789), CancellationToken.None);
        await source.SetPowerAsync(new RfPower(-12.34), CancellationToken.None);
        Assert.Null(_device.PowerDbm);
        await source.SetOutputAsync(true, CancellationToken.None);
        Assert.Equal(2_870_123_456.789, _device.FrequencyHz, 1e-3);
        Assert.Equal(-12.34, _device.PowerDbm);
        await source.MakeSafeAsync(CancellationToken.None);
        Assert.Null(_device.PowerDbm);
    });

    [Fact]
    public Task APowerThatTheDeviceClipsIsRefusedWithWhatItGives() => RunConnectedAsync(async source =>
    {
        await source.SetFrequencyAsync(new Frequency(4e9), CancellationToken.None);
        var error = await Assert.ThrowsAsync<InstrumentReplyException>(async () => await source.SetPowerAsync(new RfPower(16), CancellationToken.None));
        Assert.Contains("13", error.Message, StringComparison.Ordinal);
        Assert.Contains("clipped", error.Message, StringComparison.Ordinal);
    });

    [Fact]
    public Task AListKeepsEveryHertzAndItsFirstTriggerSelectsItsFirstFrequency() => RunConnectedAsync(async source =>
    {
        var sweeper = (IFrequencySweeper)source;
        var frequencies = Enumerable.Range(0, 1000).Select(i => 2_820_000_001.0 + (100_003 * i)).ToArray();
        await source.SetPowerAsync(new RfPower(-8), CancellationToken.None);
        await sweeper.LoadListAsync(frequencies, CancellationToken.None);
        await sweeper.ArmAsync(CancellationToken.None);
        Assert.Equal(1000, _device.ListLength);
        foreach (var frequency in frequencies.Append(frequencies[0]))
        {
            _device.Trigger();
            Assert.Equal(frequency, _device.FrequencyHz, 1e-3);
        }
        Assert.Equal(-8, _device.PowerDbm);
    });

    [Fact]
    public Task AnotherInstrumentAtTheAddressIsNamedBesideTheExpectedOne()
    {
        _other = new OtherIdentity(_device, "*IDN?", OtherIdentity.Keithley);
        return RunAsync(async source =>
        {
            var error = await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await source.ConnectAsync(CancellationToken.None));
            Assert.Contains("SG38x", error.Message, StringComparison.Ordinal);
            Assert.Contains("MODEL 2450", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public Task SwitchingOffDoesNotWaitForAReplyThatNeverComes() => RunConnectedAsync(async source =>
    {
        await source.SetOutputAsync(true, CancellationToken.None);
        Host!.Mischief = new Mischief { LostOneIn = 1 };
        var stuck = source.SetFrequencyAsync(new Frequency(2.8e9), CancellationToken.None).AsTask();
        Host.Mischief = Mischief.None;
        await source.MakeSafeAsync(CancellationToken.None);
        Assert.Null(_device.PowerDbm);
        await Task.WhenAny(stuck);
    });

    [Fact]
    public Task OutputsLeftOnByAnotherProgramAreOffOnceConnected()
    {
        _device.Take("ENBR 1;ENBL 1");
        return RunConnectedAsync(_ =>
        {
            Assert.Null(_device.PowerDbm);
            return Task.CompletedTask;
        });
    }

    private TcpTextHost? Host { get; set; }

    protected override async Task RunAsync(Func<IMicrowaveSource, Task> body)
    {
        await using TcpTextHost host = new(_other ?? _device, TimeProvider.System);
        Host = host;
        var source = (IMicrowaveSource)TestDrivers.Create("srs.sg380", host.Port);
        try
        {
            await body(source);
        }
        finally
        {
            await source.DisposeAsync();
        }
    }
}
