using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Emulation.Hosting;
using NvScanner.Testing.Contracts;

namespace NvScanner.Drivers.Tests.Lasers;

/// <summary>What a laser's driver owes beyond the contract, where an emulator shows the light that really leaves the head.</summary>
public abstract class EmulatedLaserContract<TDevice>(string driver, TDevice device) : LaserContract
    where TDevice : class, ITextInstrument
{
    protected TDevice Device { get; set; } = device;

    /// <summary>What stands in the device's place at the address, when it is another.</summary>
    protected ITextInstrument? Other { get; set; }

    protected (string Name, string Value)[] Options { get; set; } = [("settling", "0 s"), ("start-up", "100 ms")];

    /// <summary>Light at the head in W.</summary>
    protected abstract double Watts { get; }

    protected abstract bool InterlockClosed { set; }

    /// <summary>Another instrument, and two words by which the refusal names what was expected and what answers.</summary>
    protected abstract (ITextInstrument Instrument, string Expected, string Found) Stranger { get; }

    private TcpTextHost? Host { get; set; }

    [Fact]
    public Task PowersAreThoseOfThePlaneThatTheProfileNames()
    {
        Options = [.. Options, ("transmission", "0.25")];
        return RunConnectedAsync(async laser =>
        {
            await laser.SetPowerAsync(new OpticalPower(2e-3), CancellationToken.None);
            await laser.SetEmissionAsync(true, CancellationToken.None);
            Assert.Equal(8e-3, Watts, 1e-6);
            Assert.Equal(2e-3, (await laser.ReadStatusAsync(CancellationToken.None)).Power.Watts, 1e-6);
        });
    }

    [Fact]
    public Task WithAnOpenInterlockThereIsNoLight()
    {
        InterlockClosed = false;
        return RunConnectedAsync(async laser =>
        {
            var error = await Assert.ThrowsAsync<InstrumentException>(async () => await laser.SetEmissionAsync(true, CancellationToken.None));
            Assert.Contains("interlock", error.Message, StringComparison.Ordinal);
            Assert.False((await laser.ReadStatusAsync(CancellationToken.None)).InterlockClosed);
            Assert.Equal(0, Watts);
        });
    }

    [Fact]
    public Task AnotherInstrumentAtTheAddressIsRefused()
    {
        var (instrument, expected, found) = Stranger;
        Other = instrument;
        return RunAsync(async laser =>
        {
            var error = await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await laser.ConnectAsync(CancellationToken.None));
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
            Assert.Contains(found, error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public Task OnABadLineThePowerArrivesOrIsRefused()
    {
        Options = [.. Options, ("timeout", "120 ms")];
        return RunConnectedAsync(laser => BadLine.RunAsync(Host!, laser, 40, async i =>
        {
            await laser.SetPowerAsync(new OpticalPower(1e-3 + (1e-5 * i)), CancellationToken.None);
            await laser.SetEmissionAsync(true, CancellationToken.None);
            Assert.Equal(1e-3 + (1e-5 * i), Watts, 1e-6);
        }));
    }

    protected override async Task RunAsync(Func<ILaser, Task> body)
    {
        await using TcpTextHost host = new(Other ?? Device, TimeProvider.System);
        Host = host;
        await using var laser = (ILaser)TestDrivers.Create(driver, host.Port, Options);
        await body(laser);
    }
}
