using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Drivers.Tests.Lasers;
using NvScanner.Emulation.Cobolt;
using NvScanner.Emulation.Hosting;
using NvScanner.Testing;

namespace NvScanner.Drivers.Tests.Cobolt;

public sealed class Cobolt06LaserTests() : EmulatedLaserContract<Cobolt06Emulator>("cobolt.06", new Cobolt06Emulator())
{
    protected override double Watts => Device.Watts;

    protected override bool InterlockClosed
    {
        set => Device.InterlockClosed = value;
    }

    protected override (ITextInstrument Instrument, string Expected, string Found) Stranger => (new OtherIdentity(Device, "l?", "Syntax error: illegal command"), "Cobolt", "0515-06-01");

    [Fact]
    public Task ALaserWithAutostartIsSwitchedByItsSequenceAndIsDarkOnceConnected()
    {
        Device = new Cobolt06Emulator(autostart: true);
        return RunConnectedAsync(async laser =>
        {
            Assert.Equal(0, Device.Watts);
            await laser.SetEmissionAsync(true, CancellationToken.None);
            Assert.True(Device.Watts > 0);
            await laser.MakeSafeAsync(CancellationToken.None);
            Assert.Equal(0, Device.Watts);
        });
    }

    [LinuxFact]
    public async Task OnASerialLineALateReplyDoesNotAnswerAnotherQuestion()
    {
        await using PtyTextHost host = new(Device, TimeProvider.System);
        await using var laser = (ILaser)TestDrivers.Create("cobolt.06", 1, [.. Options, ("address", host.Address), ("timeout", "500 ms")]);
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
        AtTheMoment device = new(Device, moment, () => safe = Task.Run(async () => await laser!.MakeSafeAsync(CancellationToken.None)));
        Other = device;
        await RunConnectedAsync(async connected =>
        {
            laser = connected;
            device.IsReady = true;
            // refused, or done before making safe had begun
            await Record.ExceptionAsync(async () => await connected.SetEmissionAsync(true, CancellationToken.None));
            await safe!;
            Assert.Equal(0, Device.Watts);
        });
    }

    [Fact]
    public Task AFaultIsNamed()
    {
        Device.Fault = 1;
        return RunConnectedAsync(async laser =>
        {
            var error = await Assert.ThrowsAsync<InstrumentException>(async () => await laser.SetEmissionAsync(true, CancellationToken.None));
            Assert.Contains("temperature", error.Message, StringComparison.Ordinal);
        });
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
