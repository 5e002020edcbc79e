using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;
using NvScanner.Emulation.Nanonis;
using NvScanner.Testing.Contracts;

namespace NvScanner.Drivers.Tests.Nanonis;

public sealed class NanonisProbeTests : ProbeContract
{
    private NanonisEmulator _controller = new(TimeProvider.System);
    private IPositioner? _stage;
    private string _direction = "away";
    private string _approach = "10 s";

    [Fact]
    public Task TheTipIsLiftedAboveTheSampleWhereverTheStageComesToRest() => RunConnectedAsync(async probe =>
    {
        await _stage!.ConnectAsync(CancellationToken.None);
        await probe.ApproachAsync(CancellationToken.None);
        await probe.SetHeightAsync(new HeightPlan(HeightMode.Lift, new Length(50e-9)), CancellationToken.None);
        foreach (var x in new[] { 0.4e-6, 1.6e-6, 4.7e-6 })
        {
            await _stage.MoveToAsync(new Vector3(x, 0.2e-6, 0), CancellationToken.None);
            Assert.False(_controller.FeedbackOn);
            var sample = _controller.SampleAt(x, 0.2e-6);
            Assert.Equal(sample + 50e-9, _controller.Tip.Height, 1e-9);
            Assert.Equal(sample, await probe.ReadTopographyAsync(CancellationToken.None), 1e-9);
        }
        await probe.SetHeightAsync(HeightPlan.Contact, CancellationToken.None);
        await _stage.MoveToAsync(new Vector3(0, 0, 0), CancellationToken.None);
        Assert.True(_controller.FeedbackOn);
        Assert.Equal(_controller.SampleAt(0, 0), await probe.ReadTopographyAsync(CancellationToken.None), 1e-9);
    });

    [Fact]
    public Task AConstantHeightStaysWhereItWas() => RunConnectedAsync(async probe =>
    {
        await _stage!.ConnectAsync(CancellationToken.None);
        await probe.SetHeightAsync(new HeightPlan(HeightMode.ConstantHeight, new Length(80e-9)), CancellationToken.None);
        await probe.ApproachAsync(CancellationToken.None);
        var height = _controller.SampleAt(0, 0) + 80e-9;
        Assert.Equal(height, _controller.Tip.Height, 1e-9);
        await _stage.MoveToAsync(new Vector3(1.6e-6, 0, 0), CancellationToken.None);
        Assert.Equal(height, _controller.Tip.Height, 1e-9);
        Assert.Equal(double.NaN, await probe.ReadTopographyAsync(CancellationToken.None));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AControllerWhoseLargerZLeadsToTheSampleIsSpokenToInItsOwnSigns(bool errorsCarryValues)
    {
        _controller = new NanonisEmulator(TimeProvider.System) { LargerIsAway = false, ErrorsCarryValues = errorsCarryValues };
        _direction = "towards";
        await RunConnectedAsync(async probe =>
        {
            await probe.ApproachAsync(CancellationToken.None);
            Assert.Equal(_controller.SampleAt(0, 0), await probe.ReadTopographyAsync(CancellationToken.None), 1e-9);
            await probe.SetHeightAsync(new HeightPlan(HeightMode.Lift, new Length(100e-9)), CancellationToken.None);
            Assert.Equal(_controller.SampleAt(0, 0) + 100e-9, _controller.Tip.Height, 1e-9);
        });
    }

    [Fact]
    public Task ASampleBeyondTheRangeIsSaidAndTheTipIsNotLeftAtTheRail()
    {
        _controller.SampleHeight = -5e-6;
        return RunConnectedAsync(async probe =>
        {
            var error = await Assert.ThrowsAsync<InstrumentException>(async () => await probe.ApproachAsync(CancellationToken.None));
            Assert.Contains("coarse approach", error.Message, StringComparison.Ordinal);
            await probe.MakeSafeAsync(CancellationToken.None);
            Assert.Equal(2e-6, _controller.Tip.Height, 1e-12);
        });
    }

    [Fact]
    public Task MakingSafeDoesNotWaitForAnApproach()
    {
        _controller.SampleHeight = -1.9e-6;
        return RunConnectedAsync(async probe =>
        {
            await MakeSafeDuringAsync(probe, () => probe.ApproachAsync(CancellationToken.None));
            Assert.Equal(2e-6, _controller.Tip.Height, 1e-12);
            Assert.False(_controller.FeedbackOn);
        });
    }

    [Fact]
    public Task AnApproachThatDoesNotEndIsEnded()
    {
        _approach = "1 ms";
        return RunConnectedAsync(async probe =>
            await Assert.ThrowsAsync<InstrumentTimeoutException>(async () => await probe.ApproachAsync(CancellationToken.None)));
    }

    protected override async Task RunAsync(Func<IProbe, Task> body)
    {
        await using NanonisHost host = new(_controller, TimeProvider.System);
        var context = TestDrivers.Context();
        await using var probe = (IProbe)TestDrivers.Create("nanonis.probe", host.FirstPort + 2, context, ("height-settling", "2 ms"), ("approach", _approach), ("z-direction", _direction));
        await using var stage = (IPositioner)TestDrivers.Create("nanonis.stage", host.FirstPort, context,
            ("stop-port", (host.FirstPort + 1).ToString(CultureInfo.InvariantCulture)), ("speed", "10 mm"));
        _stage = stage;
        await body(probe);
    }
}
