using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Emulation.Cobolt;
using NvScanner.Emulation.Hosting;
using NvScanner.Testing;
using NvScanner.Testing.Contracts;

namespace NvScanner.Drivers.Tests.Cobolt;

public sealed class Cobolt06LaserTests : LaserContract
{
    private Cobolt06Emulator _device = new();
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
        _other = new OtherIdentity(_device, "l?", "Syntax error: illegal command");
        return RunAsync(async laser =>
        {
            var error = await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await laser.ConnectAsync(CancellationToken.None));
            Assert.Contains("Cobolt", error.Message, StringComparison.Ordinal);
            Assert.Contains("0515-06-01", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public Task ALaserWithAutostartIsSwitchedByItsSequenceAndIsDarkOnceConnected()
    {
        _device = new Cobolt06Emulator(autostart: true);
        return RunConnectedAsync(async laser =>
        {
            Assert.Equal(0, _device.Watts);
            await laser.SetEmissionAsync(true, CancellationToken.None);
            Assert.True(_device.Watts > 0);
            await laser.MakeSafeAsync(CancellationToken.None);
            Assert.Equal(0, _device.Watts);
        });
    }

    [LinuxFact]
    public async Task OnASerialLineALateReplyDoesNotAnswerAnotherQuestion()
    {
        await using PtyTextHost host = new(_device, TimeProvider.System);
        await using var laser = (ILaser)TestDrivers.Create("cobolt.06", 1, [.. _options, ("address", host.Address), ("timeout", "500 ms")]);
        await laser.ConnectAsync(CancellationToken.None);
        for (var i = 0; i < 3; i++)
        {
            host.Mischief = new Mischief { LateOneIn = 1, LateBy = TimeSpan.FromMilliseconds(900) };
            await Assert.ThrowsAsync<InstrumentTimeoutException>(async () => await laser.ReadStatusAsync(CancellationToken.None));
            host.Mischief = Mischief.None;
            await laser.SetPowerAsync(new OpticalPower(1e-3 * (i + 1)), CancellationToken.None);
            await laser.SetEmissionAsync(true, CancellationToken.None);
            Assert.Equal(1e-3 * (i + 1), (await laser.ReadStatusAsync(CancellationToken.None)).Power.Watts, 1e-9);
        }
    }

    [Theory]
    [InlineData("ilk?")]
    [InlineData("f?")]
    [InlineData("l1")]
    public async Task MakingSafeAtAnyMomentOfSwitchingOnLeavesTheLaserDark(string moment)
    {
        ILaser? laser = null;
        Task? safe = null;
        AtTheMoment device = new(_device, moment, () => safe = Task.Run(async () => await laser!.MakeSafeAsync(CancellationToken.None)));
        _other = device;
        await RunConnectedAsync(async connected =>
        {
            laser = connected;
            device.IsReady = true;
            // refused, or done before making safe had begun
            await Record.ExceptionAsync(async () => await connected.SetEmissionAsync(true, CancellationToken.None));
            await safe!;
            Assert.Equal(0, _device.Watts);
        });
    }

    [Fact]
    public Task AFaultIsNamed()
    {
        _device.Fault = 1;
        return RunConnectedAsync(async laser =>
        {
            var error = await Assert.ThrowsAsync<InstrumentException>(async () => await laser.SetEmissionAsync(true, CancellationToken.None));
            Assert.Contains("temperature", error.Message, StringComparison.Ordinal);
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
        await using var laser = (ILaser)TestDrivers.Create("cobolt.06", host.Port, _options);
        await body(laser);
    }

    /// <summary>Lets something happen when a command arrives, and lets it begin before the command is answered.</summary>
    private sealed class AtTheMoment(ITextInstrument device, string moment, Func<Task> happen) : ITextInstrument
    {
        public bool IsReady { get; set; }

        public string Terminator => device.Terminator;

        public IReadOnlyList<string> Take(string line)
        {
            if (IsReady && line == moment)
            {
                IsReady = false;
                happen();
            }
            return device.Take(line);
        }
    }
}
