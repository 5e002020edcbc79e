using NvScanner.Abstractions.Instruments;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>The tip during a run: knows whether it is down, so that it is brought down once and never moved sideways in between by surprise. A rig without a probe has nothing to do.</summary>
internal sealed class TipControl(RunContext run)
{
    private readonly IProbe? _probe = run.Rig.TryGet<IProbe>(InstrumentRoles.Probe, out var probe) ? probe : null;
    private bool _isDown;

    /// <summary>Lifts the tip clear of the sample, also when it is not known to be down; returns when it is clear.</summary>
    public async ValueTask RetractAsync()
    {
        if (_probe is null)
            return;
        await run.Guard.Watch(_probe.Id, "retract", run.Settings.Deadlines.Tip).Run(_probe.RetractAsync(run.Operations));
        _isDown = false;
    }

    /// <summary>Approaches and takes the plan's height unless the tip is already there; returns when the height is held.</summary>
    public ValueTask EnsureDownAsync() => _isDown || _probe is null ? ValueTask.CompletedTask : ApproachAsync(_probe);

    /// <summary>Height of the sample in metres below the tip, NaN without a probe.</summary>
    public ValueTask<double> ReadTopographyAsync() => _probe is null
        ? ValueTask.FromResult(double.NaN)
        : run.Guard.Watch(_probe.Id, "read topography", run.Settings.Deadlines.Command).Run(_probe.ReadTopographyAsync(run.Operations));

    private async ValueTask ApproachAsync(IProbe probe)
    {
        await run.Guard.Watch(probe.Id, "approach", run.Settings.Deadlines.Tip).Run(probe.ApproachAsync(run.Operations));
        await run.Guard.Watch(probe.Id, "set height", run.Settings.Deadlines.Tip).Run(probe.SetHeightAsync(run.Plan.Scan.Height, run.Operations));
        _isDown = true;
    }
}
