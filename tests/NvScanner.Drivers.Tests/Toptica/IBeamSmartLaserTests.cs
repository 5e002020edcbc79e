using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Emulation.Toptica;
using NvScanner.Emulation.Hosting;
using NvScanner.Testing.Contracts;

namespace NvScanner.Drivers.Tests.Toptica;

public sealed class IBeamSmartLaserTests : LaserContract
{
    private IBeamSmartEmulator _device = new();
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
            _device.InterlockClosed = true;
            _device.LeaveChannelOn();
            Assert.Equal(0, _device.Watts); // nothing waits for the interlock to close
        });
    }

    [Fact]
    public Task AnotherInstrumentAtTheAddressIsRefused()
    {
        _other = new OtherIdentity(_device, "serial", "\r\nSN: Sapphire-1\r\n[OK]");
        return RunAsync(async laser =>
        {
            var error = await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await laser.ConnectAsync(CancellationToken.None));
            Assert.Contains("iBeam", error.Message, StringComparison.Ordinal);
            Assert.Contains("Sapphire", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public Task LightLeftOnByAnotherProgramAndItsChannelsAreOffOnceConnected()
    {
        _device.LeaveOn();
        return RunConnectedAsync(async laser =>
        {
            Assert.Equal(0, _device.Watts);
            await laser.SetPowerAsync(new OpticalPower(3e-3), CancellationToken.None);
            await laser.SetEmissionAsync(true, CancellationToken.None);
            Assert.Equal(3e-3, _device.Watts, 1e-9);
        });
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public Task TheGateIsSet(string option, bool gated)
    {
        _options = [.. _options, ("gated", option)];
        return RunConnectedAsync(_ =>
        {
            Assert.Equal(gated, _device.IsGated);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public Task AWarningOfTheLaserIsARefusal()
    {
        _options = [.. _options, ("maximum-power", "200 mW")]; // more than the head has
        return RunConnectedAsync(async laser =>
        {
            var error = await Assert.ThrowsAsync<InstrumentReplyException>(async () => await laser.SetPowerAsync(new OpticalPower(0.15), CancellationToken.None));
            Assert.Contains("limited", error.Message, StringComparison.Ordinal);
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
        await using var laser = (ILaser)TestDrivers.Create("toptica.ibeam-smart", host.Port, _options);
        await body(laser);
    }
}
