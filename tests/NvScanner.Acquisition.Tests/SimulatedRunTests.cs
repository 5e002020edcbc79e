using Microsoft.Extensions.Logging.Abstractions;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Tests.Fakes;
using NvScanner.Simulation.Drivers;
using NvScanner.Simulation.Time;

namespace NvScanner.Acquisition.Tests;

/// <summary>Whole runs on the simulated rig, against the twin's own truth.</summary>
public sealed class SimulatedRunTests
{
    private static ScanPlan Strip(int pixels, SweepTiming timing = SweepTiming.Auto) => Some.Plan(pixels, pixels) with
    {
        Scan = new ScanGeometry { SizeX = 4e-6, SizeY = 4e-6, PixelsX = pixels, PixelsY = pixels },
        Protocol = new ProtocolPlan
        {
            Windows = [new FrequencyWindow(2.81e9, 2.93e9, 121)],
            Dwell = TimeSpan.FromMilliseconds(1),
            Repeats = 4,
            Stop = new StopRule(new MagneticField(6e-6), TimeSpan.FromSeconds(3)),
            Timing = timing,
        },
        Reference = new ReferencePlan(ReferenceMode.Retracted, 8),
        Limits = new LimitsPlan { PhotonRate = new QuantityRange<PhotonRate>(new PhotonRate(20e3), new PhotonRate(20e6)) },
        ExpectedField = new MagneticField(100e-6),
    };

    [Fact]
    public async Task The_test_strip_is_measured_with_calibrated_errors()
    {
        var sink = new TruthSink();
        var outcome = await RunAsync(Strip(16), sink);

        Assert.True(outcome.State == RunState.Completed, outcome.Error?.ToString());
        Assert.True(outcome.Converged >= 0.995 * 256, $"{outcome.Converged} of 256 converged");
        var pulls = sink.Pulls.Order().ToArray();
        Assert.InRange(pulls[pulls.Length / 2], 0.54, 0.82); // the median of |normal| is 0.674; 256 pixels know it to some 0.05
        Assert.All(sink.Errors, error => Assert.InRange(error, 1e-6, 7.5e-6));
        Assert.True(outcome.DutyCycle > 0.5, $"duty cycle {outcome.DutyCycle:F3}");
    }

    [Fact]
    public async Task Software_stepping_measures_the_same_field()
    {
        var sink = new TruthSink();
        var plan = Strip(3, SweepTiming.Software);
        var outcome = await RunAsync(plan, sink);
        Assert.True(outcome.State == RunState.Completed, outcome.Error?.ToString());
        Assert.Equal(9, outcome.Converged);
        Assert.All(sink.Pulls, pull => Assert.InRange(pull, 0, 5));
    }

    [Fact]
    public async Task The_duty_cycle_is_close_to_what_the_microwave_step_allows()
    {
        var plan = Strip(4).With(p => p with { Windows = [new FrequencyWindow(2.81e9, 2.93e9, 201)], Dwell = TimeSpan.FromMilliseconds(5), Repeats = 1, Stop = null }) with { Reference = null };
        var outcome = await RunAsync(plan, new TruthSink());
        Assert.True(outcome.DutyCycle >= 0.98 * 5 / 5.2, $"duty cycle {outcome.DutyCycle:F4}");
    }

    [Fact]
    public async Task A_run_that_goes_on_in_the_middle_equals_the_uninterrupted_one()
    {
        var plan = Strip(4).With(p => p with { Stop = null });
        var (whole, tail) = (new RecordingSink(), new RecordingSink());
        await RunAsync(plan, whole);
        await RunAsync(plan, tail, firstVisit: 6);
        Assert.Equal(whole.Pixels.Skip(6).Select(p => p.Counts), tail.Pixels.Select(p => p.Counts));
        Assert.Equal(whole.Pixels.Skip(6).Select(p => p.Stray), tail.Pixels.Select(p => p.Stray));
    }

    [Theory]
    [InlineData(SweepTiming.Auto)]
    [InlineData(SweepTiming.Software)]
    public async Task A_run_that_was_paused_twice_measured_the_same_numbers(SweepTiming timing)
    {
        var plan = Strip(4, timing).With(p => p with { Stop = null, Repeats = timing == SweepTiming.Software ? 1 : 4 });
        var (whole, paused) = (new RecordingSink(), new RecordingSink());
        await RunAsync(plan, whole);
        RunCoordinator? coordinator = null;
        paused.OnAppend = page => Task.FromResult(page is 1 or 6 && coordinator!.RequestPause());
        paused.OnRecord = document => _ = document is RunStateChanged { State: RunState.Paused } && coordinator!.RequestResume();
        // one page: the scan waits for the store at every pixel, so the wishes come in mid-line
        var outcome = await RunAsync(plan, paused, settings: new RunSettings { Pages = 1, PagePixels = 1 }, started: begun => coordinator = begun);

        Assert.True(outcome.State == RunState.Completed, outcome.Error?.ToString());
        Assert.Equal(2, paused.States.Count(state => state == RunState.Paused));
        Assert.Equal(whole.Pixels.Select(p => p with { Time = 0 }), paused.Pixels.Select(p => p with { Time = 0 }));
    }

    private static async Task<RunOutcome> RunAsync(
        ScanPlan plan, IRunSink sink, long firstVisit = 0, RunSettings? settings = null, Action<RunCoordinator>? started = null)
    {
        using var clock = new VirtualClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var profile = new RigProfile
        {
            Name = "simulated",
            Tip = new TipCalibration { AxisPhi = new Angle(90) },
            Instruments = [.. SimulatedDrivers.All.Select(factory => new InstrumentSpec(factory.Role, factory.Key,
                factory.Options.Where(o => o.Default is not null).ToDictionary(o => o.Name, o => o.Default!), new Dictionary<string, (string, string)>()))],
            Simulation = new SimulationSpec { Sample = "test-strip", Seed = 11 },
        };
        Rig? rig = null;
        await clock.RunActorAsync("connect", async () => rig = await Rig.ConnectAsync(profile, SimulatedDrivers.All, clock, CancellationToken.None));
        await using (rig)
        {
            var coordinator = new RunCoordinator(clock, NullLoggerFactory.Instance);
            started?.Invoke(coordinator);
            return await coordinator.RunAsync(new RunRequest(plan, rig!, [sink], settings ?? new RunSettings { FirstVisit = firstVisit }), null, CancellationToken.None);
        }
    }

    /// <summary>Compares fitted and true fields.</summary>
    private sealed class TruthSink : IRunSink
    {
        public List<double> Pulls { get; } = [];

        public List<double> Errors { get; } = [];

        public bool IsDurable => true;

        public long AcknowledgedPixels { get; private set; }

        public ValueTask OpenAsync(RunStarted run, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask AppendAsync(PixelPage page, CancellationToken cancellationToken)
        {
            AcknowledgedPixels += page.Count;
            for (var i = 0; i < page.Count; i++)
            {
                var (field, error) = (page[PixelColumn.ParallelField][i], page[PixelColumn.ParallelFieldError][i]);
                if (double.IsNaN(field))
                    continue;
                Errors.Add(error);
                Pulls.Add(Math.Abs(field - page[PixelColumn.TrueParallelField][i]) / error);
            }

            return ValueTask.CompletedTask;
        }

        public ValueTask RecordAsync(RunDocument document, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask CompleteAsync(RunFinished finished, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
