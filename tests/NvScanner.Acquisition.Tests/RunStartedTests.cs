using Microsoft.Extensions.Logging.Abstractions;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Tests.Fakes;

namespace NvScanner.Acquisition.Tests;

/// <summary>What a run tells its sinks before it starts.</summary>
public sealed class RunStartedTests
{
    private const double MagicDegrees = 54.7356;

    [Theory]
    [InlineData(MagicDegrees, 0, 1)]
    [InlineData(180 - MagicDegrees, 180, -1)]
    public async Task The_axis_points_to_the_side_of_the_bias_and_the_measured_field_is_positive_along_it(double thetaDegrees, double phiDegrees, int side)
    {
        using var run = new TestRun { Profile = Some.Profile() with { Tip = new() { Nitrogen = "none", AxisTheta = new Angle(MagicDegrees), AxisPhi = new Angle(0) } } };
        await run.GoAsync(Some.Plan(2, 1) with { BiasField = new BiasFieldPlan(new MagneticField(1.5e-3), new Angle(thetaDegrees), new Angle(phiDegrees)) });

        var axis = run.Sink.Started!.NvAxis;
        Assert.Equal(side * Math.Sqrt(2.0 / 3), axis.X, 1e-6);
        Assert.Equal(0, axis.Y, 1e-6);
        Assert.Equal(side * Math.Sqrt(1.0 / 3), axis.Z, 1e-6);
        Assert.All(run.Sink.Pixels, pixel => Assert.InRange(pixel.Field, 1.4e-3, 1.6e-3));
    }

    // from numeric derivatives of the eigenvalues of the 3 x 3 Hamiltonian (numpy), D = 2.87 GHz, 1.5 mT 40 degrees off the axis
    [Theory]
    [InlineData(MeasuredLines.Both, -0.0039)]
    [InlineData(MeasuredLines.Lower, -1.6218)]
    [InlineData(MeasuredLines.Upper, 1.6140)]
    public async Task The_response_axis_is_the_gradient_of_the_measured_lines(MeasuredLines lines, double tiltDegrees)
    {
        using var run = new TestRun { Profile = Some.Profile() with { Tip = new() { Nitrogen = "none", AxisTheta = new Angle(0), AxisPhi = new Angle(0) } } };
        // about 2837.8 and 2902.2 MHz; a window may hold the other line only when both are measured
        FrequencyWindow[] windows = lines switch
        {
            MeasuredLines.Lower => [new(2.82e9, 2.86e9, 41)],
            MeasuredLines.Upper => [new(2.88e9, 2.92e9, 41)],
            _ => [new(2.82e9, 2.92e9, 101)],
        };
        await run.GoAsync(Some.Plan(2, 1).With(p => p with { Lines = lines, Windows = windows }) with { BiasField = new BiasFieldPlan(new MagneticField(1.5e-3), new Angle(40), new Angle(90)) });

        var response = run.Sink.Started!.ResponseAxis;
        Assert.Equal(0, response.X, 1e-9);
        Assert.Equal(tiltDegrees, double.RadiansToDegrees(Math.Atan2(response.Y, response.Z)), 1e-3);
    }

    [Fact]
    public async Task The_start_has_the_offset_of_the_rigs_own_zone()
    {
        var clock = new ClockInMumbai();
        var bench = new FakeBench(clock);
        var sink = new RecordingSink();
        var plan = Some.Plan(1, 1, repeats: 1);
        await using var rig = await FakeRig.FullAsync(bench, plan.Protocol.FrequenciesHz());
        await new RunCoordinator(clock, NullLoggerFactory.Instance).RunAsync(new RunRequest(plan, rig, [sink], new RunSettings()), null, CancellationToken.None);

        Assert.Equal(new TimeSpan(5, 30, 0), sink.Started!.StartTime.Offset);
    }

    [Fact]
    public async Task Virtual_time_is_universal_time()
    {
        using var run = new TestRun();
        await run.GoAsync(Some.Plan(1, 1, repeats: 1));

        Assert.Equal(TimeZoneInfo.Utc, run.Clock.LocalTimeZone);
        Assert.Equal(TimeSpan.Zero, run.Sink.Started!.StartTime.Offset);
    }

    /// <summary>The machine's clock in a zone that test machines rarely have.</summary>
    private sealed class ClockInMumbai : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone { get; } = TimeZoneInfo.CreateCustomTimeZone("Mumbai", new TimeSpan(5, 30, 0), "Mumbai", "Mumbai");
    }
}
