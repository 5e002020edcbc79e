using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Simulation.Time;

namespace NvScanner.Acquisition.Tests.Fakes;

/// <summary>A run of a plan on the fake bench in virtual time.</summary>
internal class TestRun : IDisposable
{
    public TestRun()
    {
        Bench = new FakeBench(Clock);
        Coordinator = new RunCoordinator(Clock, Log);
    }

    public VirtualClock Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public FakeBench Bench { get; }

    public RecordingSink Sink { get; } = new();

    public RecordingLog Log { get; } = new();

    public RunCoordinator Coordinator { get; }

    /// <summary>Who watches, unless the run is given somebody else.</summary>
    public IProgress<RunProgress>? Progress { get; set; }

    public RunSettings Settings { get; init; } = new();

    public bool HardwareTimed { get; init; } = true;

    public RigProfile Profile { get; init; } = Some.Profile();

    /// <summary>Instruments beside those that every run has.</summary>
    public Func<FakeBench, IInstrument[]> Further { get; init; } = _ => [];

    /// <summary>The user's stop.</summary>
    public Action StopNow { get; private set; } = () => { };

    public FakeCounter Counter { get; private set; } = null!;

    /// <summary>Runs the plan; <paramref name="stopAfter"/> is a virtual time after which the user stops.</summary>
    public async Task<RunOutcome> GoAsync(ScanPlan plan, TimeSpan? stopAfter = null, IProgress<RunProgress>? progress = null, params IRunSink[] furtherSinks)
    {
        await using var rig = await FakeRig.FullAsync(Bench, plan.Protocol.FrequenciesHz(), HardwareTimed, Profile, Further(Bench));
        Counter = rig.Require<FakeCounter>(InstrumentRoles.Counter);
        using var stop = new CancellationTokenSource();
        StopNow = stop.Cancel;
        await using var timer = stopAfter is { } delay ? Clock.CreateTimer(_ => stop.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) : null;
        // armed at the first call: a clock without actors would step to the stop before the run has begun
        Bench.OnFirstCall = () => timer?.Change(stopAfter!.Value, Timeout.InfiniteTimeSpan);
        return await Coordinator.RunAsync(new RunRequest(plan, rig, [Sink, .. furtherSinks], Settings), progress ?? Progress, stop.Token);
    }

    /// <summary>What must hold whatever happened.</summary>
    public void AssertSound(RunOutcome outcome)
    {
        Assert.True(RunTransitions.IsFinal(outcome.State), $"{outcome.State}");
        Assert.True(Bench.IsSafe, $"not safe after {outcome.Reason}: {string.Join(", ", Bench.Calls.TakeLast(12))}");
        Assert.Equal(Enumerable.Range(0, Sink.Pixels.Count).Select(i => Settings.FirstVisit + i), Sink.Pixels.Select(p => p.Visit));
        Assert.Equal(outcome.Pixels, Sink.Pixels.Count);
        var states = Sink.States.Prepend(RunState.Idle).Append(outcome.State).ToArray();
        for (var i = 1; i < states.Length; i++)
            Assert.True(RunTransitions.All.Any(step => step.Key.From == states[i - 1] && step.Value == states[i]), $"{string.Join(" -> ", states)}: {outcome.Reason}");
    }

    public void Dispose() => Clock.Dispose();
}
