using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Drivers.PhysikInstrumente;
using NvScanner.Emulation.Hosting;
using NvScanner.Emulation.PhysikInstrumente;
using NvScanner.Testing.Contracts;

namespace NvScanner.Drivers.Tests.PhysikInstrumente;

public sealed class GcsStageTests : PositionerContract
{
    private E727Emulator _device = new(TimeProvider.System);
    private ITextInstrument? _other;
    private MovingPart _moves = MovingPart.Tip;
    private (string, string)[] _options = [("speed", "10 mm")];
    private TcpTextHost? _host;

    protected override double ToleranceMetres => 2e-9;

    [Theory]
    [InlineData("1=12.3456 \n2=0.0012\n", "1=12.3456 \n2=0.0012")]
    [InlineData("1=12.3456 \r\n2=0.0012\r\n1", "1=12.3456 \r\n2=0.0012")]
    [InlineData("\r\n0\n", "0")]
    [InlineData("1=1 \n", null)]
    [InlineData("1=1 \n2=2", null)]
    public void AReplyEndsWithTheLineThatHasNoBlankBeforeItsEnd(string received, string? reply)
    {
        var extent = new GcsFraming().Find(System.Text.Encoding.ASCII.GetBytes(received), false);
        Assert.Equal(reply, extent is { } found ? received.Substring(found.Start, found.Length) : null);
    }

    [Theory]
    [InlineData("UM", 1e-6)]
    [InlineData("MM", 1e-3)]
    public Task PositionsArriveAtTheControllerInItsUnitWithZeroInTheMiddle(string unit, double metres)
    {
        _device = new E727Emulator(TimeProvider.System) { Unit = unit };
        return RunConnectedAsync(async stage =>
        {
            await stage.MoveToAsync(new Vector3(12.5e-6, -20e-6, 0), CancellationToken.None);
            Assert.Equal(62.5e-6, _device.Position("1") * metres, 1e-12);
            Assert.Equal(30e-6, _device.Position("2") * metres, 1e-12);
            Assert.True(_device.Servo("1") && _device.Servo("2") && !_device.Servo("3"));
        });
    }

    [Fact]
    public Task AMovedSampleHasTheSignsOfItsStageInverted()
    {
        _moves = MovingPart.Sample;
        return RunConnectedAsync(async stage =>
        {
            var read = await stage.MoveToAsync(new Vector3(10e-6, -20e-6, 0), CancellationToken.None);
            Assert.Equal((40, 70), (_device.Position("1"), _device.Position("2")));
            Assert.Equal((10e-6, -20e-6), (Math.Round(read.X, 12), Math.Round(read.Y, 12)));
        });
    }

    [Fact]
    public Task AnErrorOfTheControllerIsPassedOnInWords() => RunConnectedAsync(async stage =>
    {
        _device.Take("SVO 1 0");
        var error = await Assert.ThrowsAsync<InstrumentException>(async () => await stage.MoveToAsync(default, CancellationToken.None));
        Assert.Contains("servo is off", error.Message, StringComparison.Ordinal);
    });

    [Fact]
    public Task ACancelledMotionStandsStillWhereItIs()
    {
        _options = [("speed", "5 um")];
        return RunConnectedAsync(async stage =>
        {
            using CancellationTokenSource cancellation = new();
            var moving = stage.MoveToAsync(new Vector3(0, 0, 0), cancellation.Token).AsTask();
            while (_device.Position("1") == 0) await Task.Yield();
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => moving);
            var stopped = _device.Position("1");
            Assert.InRange(stopped, 1e-9, 40);
            await stage.StopAsync(CancellationToken.None);
            Assert.Equal(stopped, _device.Position("1"));
        });
    }

    [Fact]
    public Task AnAxisThatIsNotThereIsNamedBesideThoseThatAre()
    {
        _options = [("x-axis", "A")];
        return RunAsync(async stage =>
        {
            var error = await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await stage.ConnectAsync(CancellationToken.None));
            Assert.Contains("1, 2, 3, no 'A'", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public Task AnotherInstrumentAtTheAddressIsNamedBesideTheExpectedOne()
    {
        _other = new OtherIdentity(_device, "*IDN?", OtherIdentity.Keithley);
        return RunAsync(async stage =>
        {
            var error = await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await stage.ConnectAsync(CancellationToken.None));
            Assert.Contains("Physik Instrumente", error.Message, StringComparison.Ordinal);
            Assert.Contains("MODEL 2450", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public Task OnABadLineAMotionArrivesOrIsRefused()
    {
        _options = [.. _options, ("timeout", "120 ms")];
        return RunConnectedAsync(stage => BadLine.RunAsync(_host!, stage, 40, async i =>
        {
            await stage.MoveToAsync(new Vector3(1e-7 * i, -1e-7 * i, 0), CancellationToken.None);
            Assert.Equal((50 + (0.1 * i), 50 - (0.1 * i)), (Math.Round(_device.Position("1"), 6), Math.Round(_device.Position("2"), 6)));
        }, blanksAreMeaning: true));
    }

    protected override async Task RunAsync(Func<IPositioner, Task> body)
    {
        await using TcpTextHost host = new(_other ?? _device, TimeProvider.System);
        _host = host;
        await using var stage = (IPositioner)TestDrivers.Create("pi.gcs2", host.Port, TestDrivers.Context(_moves), _options);
        await body(stage);
    }
}
