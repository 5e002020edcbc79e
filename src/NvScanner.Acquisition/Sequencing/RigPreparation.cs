using NvScanner.Abstractions.Instruments;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>Brings a rig from its safe state to the first pixel: limits of the cell, tip up, field, stage, current, powers, light, microwave; the tip comes down last.</summary>
internal sealed class RigPreparation(RunContext run, Emitters emitters, StageControl stage, TipControl tip, RigMonitor monitor)
{
    /// <summary>Prepares the rig; returns when sweeps may begin over the first pixel, the tip still retracted.</summary>
    public async Task PrepareAsync()
    {
        var (plan, rig, guard, deadlines, token) = (run.Plan, run.Rig, run.Guard, run.Settings.Deadlines, run.Operations);
        await monitor.BeginAsync();
        await tip.RetractAsync();
        if (rig.TryGet<IBiasField>(InstrumentRoles.BiasField, out var bias))
        {
            var field = plan.BiasField.Vector(rig.Profile.Tip.AxisTheta, rig.Profile.Tip.AxisPhi);
            await guard.Watch(bias.Id, "set field", deadlines.BiasField).Run(bias.SetFieldAsync(field, token));
        }

        var first = run.Schedule.GetVisit(run.Settings.FirstVisit);
        await stage.MoveToAsync(plan.Scan.PixelCentre(first.X, first.Y));

        if (plan.ConductorCurrent is { } current)
        {
            var source = rig.Require<ICurrentSource>(InstrumentRoles.CurrentSource);
            await guard.Watch(source.Id, "set current", deadlines.Command).Run(source.SetCurrentAsync(current, token));
            await guard.Watch(source.Id, "switch output on", deadlines.Command).Run(source.SetOutputAsync(true, token));
        }

        await emitters.SwitchOnAsync();
    }
}
