using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Emulation.Hosting;
using NvScanner.Emulation.RohdeSchwarz;
using NvScanner.Testing.Contracts;

namespace NvScanner.Drivers.Tests.RohdeSchwarz;

public sealed class SmbSourceTests : MicrowaveSourceContract
{
    private SmbEmulator _device = new();
    private ITextInstrument? _other;
    private (string, string)[] _options = [];
    private TcpTextHost? _host;

    [Theory]
    [InlineData(false, "leaves-first")]
    [InlineData(true, "selects-first")]
    public Task TheFirstTriggerAfterArmingSelectsTheFirstPointWhateverTheFirmwareDoes(bool selects, string option)
    {
        (_device, _options) = (new SmbEmulator { FirstTriggerSelectsFirst = selects }, [("first-trigger", option)]);
        return RunConnectedAsync(async source =>
        {
            var sweeper = (IFrequencySweeper)source;
            var frequencies = Enumerable.Range(0, 1000).Select(i => 2_820_000_001.25 + (100_003 * i)).ToArray();
            await source.SetPowerAsync(new RfPower(-8), CancellationToken.None);
            await sweeper.LoadListAsync(frequencies, CancellationToken.None);
            for (var sweep = 0; sweep < 2; sweep++)
            {
                await sweeper.ArmAsync(CancellationToken.None);
                foreach (var frequency in frequencies)
                {
                    _device.Trigger();
                    Assert.Equal(frequency, _device.FrequencyHz, 1e-2);
                }
            }
            Assert.Equal(-8, _device.PowerDbm);
        });
    }

    [Theory]
    [InlineData(false, "rising", "POS")]
    [InlineData(true, "rising", "POS")]
    [InlineData(true, "falling", "NEG")]
    public Task TheTriggersEdgeIsSetUnderWhicheverNameTheFirmwareKnows(bool newNames, string option, string expected)
    {
        (_device, _options) = (new SmbEmulator(newTriggerNames: newNames), [("trigger-slope", option)]);
        return RunConnectedAsync(_ =>
        {
            Assert.Equal(expected, _device.Slope);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public Task AfterAListAFrequencyIsEmittedByItself() => RunConnectedAsync(async source =>
    {
        await ((IFrequencySweeper)source).LoadListAsync(new[] { 2.8e9, 2.9e9 }, CancellationToken.None);
        await ((IFrequencySweeper)source).ArmAsync(CancellationToken.None);
        await source.SetFrequencyAsync(new Frequency(2.71e9), CancellationToken.None);
        Assert.Equal(2.71e9, _device.FrequencyHz);
        Assert.NotNull(_device.PowerDbm);
        await source.MakeSafeAsync(CancellationToken.None);
        Assert.Null(_device.PowerDbm);
    });

    [Fact]
    public Task AnOutputLeftOnIsOffOnceConnected()
    {
        _device.PressOutputKey(on: true);
        return RunConnectedAsync(_ =>
        {
            Assert.Null(_device.PowerDbm);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public Task AnErrorOfTheDeviceIsPassedOnInItsWords()
    {
        _options = [("highest-frequency", "12.75 GHz")]; // more than the device has
        return RunConnectedAsync(async source =>
        {
            var error = await Assert.ThrowsAsync<InstrumentReplyException>(async () => await source.SetFrequencyAsync(new Frequency(7e9), CancellationToken.None));
            Assert.Contains("1000000000", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public Task AnotherInstrumentAtTheAddressIsNamedBesideTheExpectedOne()
    {
        _other = new OtherIdentity(_device, "*IDN?", OtherIdentity.Keithley);
        return RunAsync(async source =>
        {
            var error = await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await source.ConnectAsync(CancellationToken.None));
            Assert.Contains("Rohde", error.Message, StringComparison.Ordinal);
            Assert.Contains("MODEL 2450", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public Task OnABadLineAFrequencyArrivesOrIsRefused()
    {
        _options = [("timeout", "60 ms"), ("settling", "0 s")];
        return RunConnectedAsync(source => BadLine.RunAsync(_host!, source, 60, async i =>
        {
            var frequency = 2.8e9 + (1e5 * i);
            await source.SetFrequencyAsync(new Frequency(frequency), CancellationToken.None);
            Assert.Equal(frequency, _device.FrequencyHz);
        }));
    }

    protected override async Task RunAsync(Func<IMicrowaveSource, Task> body)
    {
        await using TcpTextHost host = new(_other ?? _device, TimeProvider.System);
        _host = host;
        await using var source = (IMicrowaveSource)TestDrivers.Create("rohde-schwarz.smb", host.Port, _options);
        await body(source);
    }
}
