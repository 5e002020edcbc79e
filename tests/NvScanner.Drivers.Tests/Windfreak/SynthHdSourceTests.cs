using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Emulation.Hosting;
using NvScanner.Emulation.Windfreak;
using NvScanner.Testing.Contracts;

namespace NvScanner.Drivers.Tests.Windfreak;

public sealed class SynthHdSourceTests : MicrowaveSourceContract
{
    private SynthHdEmulator _device = new();
    private ITextInstrument? _other;
    private (string, string)[] _options = [("settling", "0 s")];
    private TcpTextHost? _host;

    [Theory]
    [InlineData("A", 0)]
    [InlineData("B", 1)]
    public Task CommandsActOnTheChannelOfTheProfileAlone(string option, int channel)
    {
        _options = [.. _options, ("channel", option)];
        return RunConnectedAsync(async source =>
        {
            _device.Take(channel == 0 ? "C1" : "C0"); // another program has chosen the other one
            await source.SetFrequencyAsync(new Frequency(2_870_123_456.7), CancellationToken.None);
            await source.SetPowerAsync(new RfPower(-12.34), CancellationToken.None);
            await source.SetOutputAsync(true, CancellationToken.None);
            Assert.Equal((2_870_123_456.7, -12.34), (Math.Round(_device.FrequencyHz(channel), 1), _device.PowerDbm(channel)));
            Assert.Equal(1e9, _device.FrequencyHz(1 - channel));
        });
    }

    [Theory]
    [InlineData(false, "leaves-first")]
    [InlineData(true, "selects-first")]
    public Task TheFirstTriggerAfterArmingSelectsTheFirstPointWhateverTheFirmwareDoes(bool selects, string option)
    {
        (_device, _options) = (new SynthHdEmulator { FirstTriggerSelectsFirst = selects }, [.. _options, ("first-trigger", option)]);
        return RunConnectedAsync(async source =>
        {
            var frequencies = Enumerable.Range(0, 100).Select(i => 2_820_000_000.0 + (1e6 * i)).ToArray();
            await ((IFrequencySweeper)source).LoadListAsync(frequencies, CancellationToken.None);
            for (var sweep = 0; sweep < 2; sweep++)
            {
                await ((IFrequencySweeper)source).ArmAsync(CancellationToken.None);
                foreach (var frequency in frequencies)
                {
                    _device.Trigger();
                    Assert.Equal(frequency, _device.FrequencyHz(0), 0.1);
                }
            }
        });
    }

    [Fact]
    public Task AListOfUnequalStepsIsRefusedWithWhatToDo() => RunConnectedAsync(async source =>
    {
        var error = await Assert.ThrowsAsync<InstrumentLimitException>(async () => await ((IFrequencySweeper)source).LoadListAsync(new[] { 2.8e9, 2.81e9, 2.83e9 }, CancellationToken.None));
        Assert.Contains("timing: software", error.Message, StringComparison.Ordinal);
    });

    [Fact]
    public Task APowerThatIsNotReachedIsRefused() => RunConnectedAsync(async source =>
        Assert.Contains("does not reach", (await Assert.ThrowsAsync<InstrumentException>(async () => await source.SetPowerAsync(new RfPower(19), CancellationToken.None))).Message, StringComparison.Ordinal));

    [Fact]
    public Task TheOutputThatIsOnAfterPowerOnIsOffOnceConnected()
    {
        Assert.NotNull(_device.PowerDbm(0));
        return RunConnectedAsync(_ =>
        {
            Assert.Null(_device.PowerDbm(0));
            return Task.CompletedTask;
        });
    }

    [Fact]
    public Task AnotherInstrumentAtTheAddressIsNamedBesideTheExpectedOne()
    {
        _other = new OtherIdentity(_device, "+", OtherIdentity.Keithley);
        return RunAsync(async source =>
        {
            var error = await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await source.ConnectAsync(CancellationToken.None));
            Assert.Contains("SynthHD", error.Message, StringComparison.Ordinal);
            Assert.Contains("MODEL 2450", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public Task OnABadLineAFrequencyArrivesOrIsRefused()
    {
        _options = [.. _options, ("timeout", "120 ms")];
        return RunConnectedAsync(source => BadLine.RunAsync(_host!, source, 60, async i =>
        {
            await source.SetFrequencyAsync(new Frequency(2.8e9 + (1e5 * i)), CancellationToken.None);
            Assert.Equal(2.8e9 + (1e5 * i), _device.FrequencyHz(0), 0.1);
        }));
    }

    protected override async Task RunAsync(Func<IMicrowaveSource, Task> body)
    {
        await using TcpTextHost host = new(_other ?? _device, TimeProvider.System);
        _host = host;
        await using var source = (IMicrowaveSource)TestDrivers.Create("windfreak.synth-hd", host.Port, _options);
        await body(source);
    }
}
