using Microsoft.Extensions.Logging.Abstractions;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Tests.Fakes;
using NvScanner.Simulation.Drivers;
using NvScanner.Simulation.Time;

namespace NvScanner.Acquisition.Tests;

/// <summary>A run that was interrupted goes on in the one clock of its file, or is lived through again with the pauses that it made.</summary>
public sealed class GoOnTests
{
    [Fact]
    public async Task With_nothing_left_to_measure_the_run_completes_and_nothing_is_switched_on()
    {
        using var run = new TestRun { Settings = new RunSettings { FirstVisit = 16, SecondsBefore = 100 } };
        var outcome = await run.GoAsync(Some.Plan(4, 4));

        Assert.Equal((RunState.Completed, 0L), (outcome.State, outcome.Pixels));
        Assert.All(run.Bench.Calls, call => Assert.EndsWith("MakeSafe", call, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_times_refer_to_the_start_of_the_run()
    {
        var (id, start) = (Guid.NewGuid(), new DateTimeOffset(2025, 12, 31, 22, 0, 0, TimeSpan.FromHours(1)));
        using var first = new TestRun();
        await first.GoAsync(Some.Plan(4, 4));
        using var run = new TestRun { Settings = new RunSettings { RunId = id, StartTime = start, FirstVisit = 10, SecondsBefore = 5000 } };
        var outcome = await run.GoAsync(Some.Plan(4, 4));

        run.AssertSound(outcome);
        Assert.Equal((id, start, true), (run.Sink.Started!.RunId, run.Sink.Started.StartTime, run.Sink.Started.IsVirtualTime));
        Assert.All(run.Sink.Documents, document => Assert.InRange(document.TimeSeconds, 5000, 5000 + outcome.VirtualSeconds));
        Assert.All(run.Sink.Pixels, pixel => Assert.InRange(pixel.Time, 5000, run.Sink.Finished!.TimeSeconds));
        Assert.InRange(outcome.VirtualSeconds, 5000, 5000 + (first.Sink.Finished!.TimeSeconds * 2) + 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1, 6, 7)]
    [InlineData(3, 4, 14)]
    public async Task Lived_through_again_it_stands_still_where_it_did_and_every_number_is_the_same(params int[] pausesAt)
    {
        var (first, again, unpaused) = (new RecordingSink(), new RecordingSink(), new RecordingSink());
        RunCoordinator? coordinator = null;
        first.OnAppend = page => Task.FromResult(pausesAt.Contains(page) && coordinator!.RequestPause());
        first.OnRecord = document => _ = document is RunStateChanged { State: RunState.Paused } && coordinator!.RequestResume();
        // one page: the scan waits for the store at every pixel, so the wishes come in mid-line and between lines
        await RunAsync(first, new RunSettings { Pages = 1, PagePixels = 1 }, begun => coordinator = begun);
        await RunAsync(unpaused, new RunSettings());
        var pauses = first.Documents.OfType<RunEvent>().Where(e => e.Code == "run-paused").ToArray();
        await RunAsync(again, new RunSettings { PausesBefore = pauses });

        Assert.NotEmpty(pauses);
        Assert.Equal(first.Pixels, again.Pixels);
        Assert.Equal(first.Documents, again.Documents);
        Assert.NotEqual(unpaused.Pixels, again.Pixels);
    }

    private static async Task RunAsync(IRunSink sink, RunSettings settings, Action<RunCoordinator>? started = null)
    {
        using var clock = new VirtualClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var profile = new RigProfile
        {
            Name = "simulated",
            Tip = new TipCalibration { AxisPhi = new(90) },
            Instruments = [.. SimulatedDrivers.All.Select(factory => new InstrumentSpec(factory.Role, factory.Key,
                factory.Options.Where(o => o.Default is not null).ToDictionary(o => o.Name, o => o.Default!), new Dictionary<string, (string, string)>()))],
            Simulation = new SimulationSpec { Sample = "test-strip", Seed = 11, Settings = new Dictionary<string, string> { ["imperfections"] = "harsh" } },
        };
        var plan = Some.Plan(4, 4) with
        {
            Scan = new ScanGeometry { SizeX = 4e-6, SizeY = 4e-6, PixelsX = 4, PixelsY = 4, Path = ScanPath.Snake },
            Reference = new ReferencePlan(ReferenceMode.Retracted, 2),
            ExpectedField = new(100e-6),
        };
        Rig? rig = null;
        await clock.RunActorAsync("connect", async () => rig = await Rig.ConnectAsync(profile, SimulatedDrivers.All, clock, CancellationToken.None));
        await using (rig)
        {
            var coordinator = new RunCoordinator(clock, NullLoggerFactory.Instance);
            started?.Invoke(coordinator);
            var outcome = await coordinator.RunAsync(new RunRequest(plan, rig!, [sink], settings), null, CancellationToken.None);
            Assert.True(outcome.State == RunState.Completed, outcome.Reason);
        }
    }
}
