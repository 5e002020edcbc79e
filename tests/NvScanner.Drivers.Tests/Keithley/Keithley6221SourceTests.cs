using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Emulation.Hosting;
using NvScanner.Emulation.Keithley;
using NvScanner.Testing.Contracts;

namespace NvScanner.Drivers.Tests.Keithley;

public sealed class Keithley6221SourceTests : CurrentSourceContract
{
    private Keithley6221Emulator _device = new();
    private ITextInstrument? _other;
    private TcpTextHost? _host;
    private (string, string)[] _options = [("settling", "0 s")];

    [Fact]
    public Task ACurrentFlowsOnceTheOutputIsOnAndEndsWhenMadeSafe() => RunConnectedAsync(async source =>
    {
        await source.SetCurrentAsync(new Current(-1.25e-3), CancellationToken.None);
        Assert.Equal(0, _device.Amperes);
        await source.SetOutputAsync(true, CancellationToken.None);
        Assert.Equal(-1.25e-3, _device.Amperes);
        Assert.Equal(10, _device.ComplianceVolts);
        await source.MakeSafeAsync(CancellationToken.None);
        Assert.Equal(0, _device.Amperes);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task AModulationRidesOnTheCurrentAndBothCanBeChangedWhileItRuns(bool changesWhileArmed)
    {
        _device = new Keithley6221Emulator(changesWhileArmed);
        return RunConnectedAsync(async source =>
        {
            var modulator = (IAcModulator)source;
            await source.SetCurrentAsync(new Current(2e-3), CancellationToken.None);
            await source.SetOutputAsync(true, CancellationToken.None);
            await modulator.SetModulationAsync(new Current(1e-3), new Frequency(1234), CancellationToken.None);
            Assert.Equal((2e-3, (1e-3, 1234)), (_device.Amperes, _device.Wave));
            await source.SetCurrentAsync(new Current(-3e-3), CancellationToken.None);
            await modulator.SetModulationAsync(new Current(5e-4), new Frequency(77), CancellationToken.None);
            Assert.Equal((-3e-3, (5e-4, 77)), (_device.Amperes, _device.Wave));
            await modulator.SetModulationAsync(new Current(0), new Frequency(0), CancellationToken.None);
            Assert.Equal((-3e-3, (0, 0)), (_device.Amperes, _device.Wave));
            await modulator.SetModulationAsync(new Current(1e-3), new Frequency(1), CancellationToken.None);
            await source.MakeSafeAsync(CancellationToken.None);
            Assert.Equal((0, (0, 0)), (_device.Amperes, _device.Wave));
        });
    }

    [Fact]
    public Task ThePeakOfCurrentAndModulationTogetherStaysWithinTheLimits() => RunConnectedAsync(async source =>
    {
        await source.SetCurrentAsync(new Current(0.09), CancellationToken.None);
        await Assert.ThrowsAsync<InstrumentLimitException>(async () => await ((IAcModulator)source).SetModulationAsync(new Current(0.02), new Frequency(10), CancellationToken.None));
        await ((IAcModulator)source).SetModulationAsync(new Current(0.01), new Frequency(10), CancellationToken.None);
        await Assert.ThrowsAsync<InstrumentLimitException>(async () => await source.SetCurrentAsync(new Current(-0.095), CancellationToken.None));
        await Assert.ThrowsAsync<InstrumentLimitException>(async () => await ((IAcModulator)source).SetModulationAsync(new Current(0.001), new Frequency(2e5), CancellationToken.None));
    });

    [Fact]
    public Task AnOutputLeftOnIsOffOnceConnected()
    {
        _device.Take("SOUR:CURR 0.01");
        _device.PressOutputKey();
        return RunConnectedAsync(_ =>
        {
            Assert.Equal(0, _device.Amperes);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public Task AnotherInstrumentAtTheAddressIsNamedBesideTheExpectedOne()
    {
        _other = new OtherIdentity(_device, "*IDN?", OtherIdentity.Keithley);
        return RunAsync(async source =>
        {
            var error = await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await source.ConnectAsync(CancellationToken.None));
            Assert.Contains("6221", error.Message, StringComparison.Ordinal);
            Assert.Contains("MODEL 2450", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public Task OnABadLineACurrentFlowsOrIsRefused()
    {
        _options = [.. _options, ("timeout", "120 ms")];
        return RunConnectedAsync(source => BadLine.RunAsync(_host!, source, 40, async i =>
        {
            await source.SetCurrentAsync(new Current(1e-4 * (i + 1)), CancellationToken.None);
            await source.SetOutputAsync(true, CancellationToken.None);
            Assert.Equal(1e-4 * (i + 1), _device.Amperes, 1e-12);
        }));
    }

    protected override async Task RunAsync(Func<ICurrentSource, Task> body)
    {
        await using TcpTextHost host = new(_other ?? _device, TimeProvider.System);
        _host = host;
        await using var source = (ICurrentSource)TestDrivers.Create("keithley.6221", host.Port, _options);
        await body(source);
    }
}
