using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Emulation.Coherent;
using NvScanner.Emulation.Hosting;
using NvScanner.Testing.Contracts;

namespace NvScanner.Drivers.Tests.Coherent;

public sealed class ObisLaserTests : LaserContract
{
    private ObisEmulator _device = new();
    private ITextInstrument? _other;
    private (string, string)[] _options = [("settling", "0 s"), ("start-up", "100 ms")];
    private TcpTextHost? _host;

    [Fact]
    public Task PowersAreThoseOfThePlaneThatTheProfileNames()
    {
        _options = [.. _options, ("transmission", "0.25")];
        return RunConnectedAsync(async laser =>
        {
            await laser.SetPowerAsync(new OpticalPower(2e-3), CancellationToken.None);
            await laser.SetEmissionAsync(true, CancellationToken.None);
            Assert.Equal(8e-3, _device.Watts, 1e-6);
            Assert.Equal(2e-3, (await laser.ReadStatusAsync(CancellationToken.None)).Power.Watts, 1e-6);
        });
    }

    [Fact]
    public Task WithAnOpenInterlockThereIsNoLight()
    {
        _device.InterlockClosed = false;
        return RunConnectedAsync(async laser =>
        {
            var error = await Assert.ThrowsAsync<InstrumentException>(async () => await laser.SetEmissionAsync(true, CancellationToken.None));
            Assert.Contains("interlock", error.Message, StringComparison.Ordinal);
            Assert.False((await laser.ReadStatusAsync(CancellationToken.None)).InterlockClosed);
            Assert.Equal(0, _device.Watts);
        });
    }

    [Fact]
    public Task AnotherInstrumentAtTheAddressIsRefused()
    {
        _other = new OtherIdentity(_device, "SYST:INF:MOD?", "Sapphire 488-50\r\nOK");
        return RunAsync(async laser =>
        {
            var error = await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await laser.ConnectAsync(CancellationToken.None));
            Assert.Contains("OBIS", error.Message, StringComparison.Ordinal);
            Assert.Contains("Sapphire", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public Task TheOtherMeaningOfTheInterlocksReplyIsAnOption()
    {
        (_device, _options) = (new ObisEmulator(lockedIsOn: false), [.. _options, ("interlock-reply", "on-is-open")]);
        return RunConnectedAsync(async laser => Assert.True((await laser.ReadStatusAsync(CancellationToken.None)).InterlockClosed));
    }

    [Fact]
    public Task AFaultIsNamed()
    {
        _device.Fault = 0x10;
        return RunConnectedAsync(async laser =>
        {
            var error = await Assert.ThrowsAsync<InstrumentException>(async () => await laser.SetEmissionAsync(true, CancellationToken.None));
            Assert.Contains("00000010", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public Task OnABadLineThePowerArrivesOrIsRefused()
    {
        _options = [.. _options, ("timeout", "120 ms")];
        return RunConnectedAsync(laser => BadLine.RunAsync(_host!, laser, 40, async i =>
        {
            await laser.SetPowerAsync(new OpticalPower(1e-3 + (1e-5 * i)), CancellationToken.None);
            await laser.SetEmissionAsync(true, CancellationToken.None);
            Assert.Equal(1e-3 + (1e-5 * i), _device.Watts, 1e-6);
        }));
    }

    protected override async Task RunAsync(Func<ILaser, Task> body)
    {
        await using TcpTextHost host = new(_other ?? _device, TimeProvider.System);
        _host = host;
        await using var laser = (ILaser)TestDrivers.Create("coherent.obis", host.Port, _options);
        await body(laser);
    }
}
