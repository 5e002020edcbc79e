using NvScanner.Abstractions.Runs;
using NvScanner.Acquisition.Pipeline;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>
/// Stands still between two pixels, because the operator wants it or because a sink needs a quiet moment. While the run is Paused the emitters are off, the tip is up and
/// every measured pixel is stored; cell, bias field and conductor current are left as they are.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="wish">The operator's wish.</param>
/// <param name="emitters">Laser and microwave.</param>
/// <param name="preparation">Sets everything up again: somebody may have turned a knob meanwhile.</param>
/// <param name="tip">Tip.</param>
/// <param name="monitor">Goes on reading.</param>
/// <param name="inspection">Looks before the pixels go on that wait in the feed.</param>
/// <param name="feed">Hands the pixels on that wait in it.</param>
/// <param name="pipeline">Stores them.</param>
/// <param name="enter">Takes the run through a command to its next state; returns when the state is on its way to the sinks, that of a pause when it is there.</param>
internal sealed class RunPause(
    RunContext run, PauseSwitch wish, Emitters emitters, RigPreparation preparation, TipControl tip, RigMonitor monitor, Inspection inspection, PageFeed feed, PixelPipeline pipeline, Func<RunCommand, ValueTask> enter)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<RunEvent> _before = run.Settings.PausesBefore;
    private int _made;

    /// <summary>Whether to stand still before the next pixel; asked at every pixel.</summary>
    public bool IsWanted => wish.IsWanted || WasMadeHere;

    /// <summary>Whether to stand still before the next line: sinks get their quiet moment only there.</summary>
    public bool IsWantedBetweenLines => IsWanted || pipeline.NeedsQuietMomentTo is not null;

    /// <summary>Seconds that the run has stood still.</summary>
    public double Seconds => wish.PausedSeconds;

    // a run that is lived through again stands still where it did: drift, creep and cell went on meanwhile
    private bool WasMadeHere => _made < _before.Count && run.SecondsSinceStart() >= _before[_made].TimeSeconds;

    /// <summary>Pauses and goes on; returns when sweeps may begin again, the tip still up. Throws what ended the run meanwhile.</summary>
    public async ValueTask StandStillAsync()
    {
        var began = run.SecondsSinceStart();
        var told = WasMadeHere ? _before[_made++] : Tell(began, wish.IsWanted ? "paused by the user" : $"paused to {pipeline.NeedsQuietMomentTo}");
        await emitters.SwitchOffAsync(); // first: nothing of this waits for the store
        await tip.RetractAsync();
        if (!feed.IsEmpty)
            await inspection.LookAsync(emitting: false);
        await feed.HandOnAsync();
        await pipeline.RecordAsync(told);
        await enter(RunCommand.Pause);
        await WaitAsync();
        wish.AddPaused(run.SecondsSinceStart() - began);
        await RecordAsync(EventLevel.Information, "run-resumed", "the run goes on");
        await enter(RunCommand.Resume); // before the light: a file that says paused tells of a dark rig
        await preparation.PrepareAgainAsync();
    }

    private static RunEvent Tell(double began, string reason) => new(began, EventLevel.Information, "run-paused", $"{reason}: microwave and laser are off, the tip is retracted");

    // An actor that waits here does not wait on the clock: virtual time stands still, and the timer ticks on a real clock only.
    private async ValueTask WaitAsync()
    {
        using var timer = new PeriodicTimer(LookEvery, run.Time);
        var tick = timer.WaitForNextTickAsync().AsTask();
        while (await IsHeldAsync())
        {
            await Task.WhenAny(wish.Released, run.Ending.Requested, tick);
            run.Guard.ThrowIfEnded();
            if (!tick.IsCompleted)
                continue;
            await monitor.CheckAsync();
            tick = timer.WaitForNextTickAsync().AsTask();
        }
    }

    private async ValueTask<bool> IsHeldAsync()
    {
        if (pipeline.NeedsQuietMomentTo is not null)
            await pipeline.UseQuietMomentAsync();
        run.Guard.ThrowIfEnded();
        if (wish.IsWanted)
            return true;
        if (await emitters.MaySwitchOnAsync())
            return false;
        wish.Request();
        await RecordAsync(EventLevel.Warning, "resume-refused", "the laser's interlock is open: close the enclosure, then resume again");
        return true;
    }

    private ValueTask RecordAsync(EventLevel level, string code, string text) => pipeline.RecordAsync(new RunEvent(run.SecondsSinceStart(), level, code, text));
}
