using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Drivers.Tests.Dialogues;
using NvScanner.Emulation.Hosting;
using NvScanner.Emulation.Nanonis;
using NvScanner.Testing.Contracts;

namespace NvScanner.Drivers.Tests.Nanonis;

public sealed class NanonisStageTests : PositionerContract
{
    private readonly NanonisEmulator _controller = new(TimeProvider.System);
    private MovingPart _moves = MovingPart.Tip;
    private string _speed = "10 mm";
    private NanonisHost? _host;

    protected override double ToleranceMetres => 2e-9;

    [Fact]
    public Task PositionsArriveAtTheController() => RunConnectedAsync(async stage =>
    {
        await stage.MoveToAsync(new Vector3(1.25e-6, -3.5e-6, 0), CancellationToken.None);
        Assert.Equal((1.25e-6, -3.5e-6), (_controller.Tip.X, _controller.Tip.Y));
        Assert.Equal((-15e-6, 15e-6), (Math.Round(stage.Limits.Minimum.X, 9), Math.Round(stage.Limits.Maximum.Y, 9)));
    });

    [Fact]
    public Task AMovedSampleHasTheSignsOfItsPiezoInverted()
    {
        _moves = MovingPart.Sample;
        return RunConnectedAsync(async stage =>
        {
            var read = await stage.MoveToAsync(new Vector3(1e-6, -2e-6, 0), CancellationToken.None);
            Assert.Equal((-1e-6, 2e-6), (_controller.Tip.X, _controller.Tip.Y));
            Assert.Equal((1e-6, -2e-6), (read.X, read.Y));
        });
    }

    [Fact]
    public Task ACancelledMotionStandsStillWhereItIs()
    {
        _speed = "1 um"; // ten seconds of way
        return RunConnectedAsync(async stage =>
        {
            using CancellationTokenSource cancellation = new();
            var moving = stage.MoveToAsync(new Vector3(10e-6, 0, 0), cancellation.Token).AsTask();
            while (_controller.Tip.X == 0) await Task.Yield();
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => moving);
            var (x, _, _) = _controller.Tip;
            Assert.InRange(x, 1e-15, 9e-6);
            Assert.Equal(x, (await stage.ReadPositionAsync(CancellationToken.None)).X, 1e-15);
        });
    }

    [Fact]
    public Task StoppingEndsAMotionThatAnotherWaitsFor()
    {
        _speed = "1 um";
        return RunConnectedAsync(async stage =>
        {
            var moving = stage.MoveToAsync(new Vector3(10e-6, 0, 0), CancellationToken.None).AsTask();
            while (_controller.Tip.X == 0) await Task.Yield();
            await stage.StopAsync(CancellationToken.None);
            var error = await Assert.ThrowsAsync<InstrumentReplyException>(() => moving);
            Assert.Contains("off its target", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task ATextInstrumentAtTheAddressIsNoNanonis()
    {
        await using TcpTextHost host = new(new EchoInstrument(), TimeProvider.System);
        await using var stage = TestDrivers.Create("nanonis.stage", host.Port, ("timeout", "50 ms"), ("stop-port", "1"));
        var error = await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await stage.ConnectAsync(CancellationToken.None));
        Assert.Contains("programming interface", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheStopPortHasToBeAnother()
    {
        var error = Assert.Throws<InstrumentConnectionException>(() => TestDrivers.Create("nanonis.stage", 6502));
        Assert.Contains("stop-port", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task OnABadLineAMotionArrivesOrIsRefusedAndNoPositionIsInvented() => RunConnectedAsync(async stage =>
    {
        var refused = 0;
        for (var i = 0; i < 60; i++)
        {
            _host!.Mischief = new Mischief { Seed = (ulong)i, SplitOneIn = 3, LostOneIn = 25, GarbageOneIn = 25, DisconnectOneIn = 25, UnaskedOneIn = 5 };
            var target = new Vector3(1e-7 * (i + 1), -1e-7 * i, 0);
            try
            {
                var read = await stage.MoveToAsync(target, CancellationToken.None);
                Assert.InRange(double.Hypot(read.X - target.X, read.Y - target.Y), 0, 2e-9);
                Assert.InRange(double.Hypot(_controller.Tip.X - target.X, _controller.Tip.Y - target.Y), 0, 2e-9);
            }
            catch (InstrumentException)
            {
                refused++;
                _host.Mischief = Mischief.None;
                await stage.ConnectAsync(CancellationToken.None);
            }
        }
        Assert.InRange(refused, 3, 57);
    });

    protected override async Task RunAsync(Func<IPositioner, Task> body)
    {
        await using NanonisHost host = new(_controller, TimeProvider.System);
        _host = host;
        await using var stage = (IPositioner)TestDrivers.Create("nanonis.stage", host.FirstPort, TestDrivers.Context(_moves),
            ("stop-port", (host.FirstPort + 1).ToString(CultureInfo.InvariantCulture)), ("speed", _speed), ("timeout", "300 ms"));
        await body(stage);
    }
}
