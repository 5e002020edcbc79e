using NvScanner.Abstractions.Instruments;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>Brings a rig from its safe state to the first pixel: limits of the cell, tip up, stage, field, current, powers, light, microwave; the tip comes down last.</summary>
internal sealed class RigPreparation(RunContext run, Emitters emitters, StageControl stage, TipControl tip, RigMonitor monitor, Inspection inspection)
{
    /// <summary>Prepares the rig; returns when sweeps may begin over the first pixel, the tip still retracted.</summary>
    public async Task PrepareAsync()
    {
        await inspection.ForgetAsync();
        await monitor.BeginAsync();
        await tip.RetractAsync();
        var first = run.Schedule.GetVisit(run.Settings.FirstVisit);
        await stage.MoveToAsync(run.Plan.Scan.PixelCentre(first.X, first.Y));
        await SetUpAsync();
    }

    /// <summary>Gives every instrument its settings once more, the tip being up, whatever they have been through; returns when sweeps may begin.</summary>
    public async Task PrepareAgainAsync()
    {
        await inspection.ForgetAsync();
        if (run.Plan.Cell is null)
            await monitor.SetComplianceAsync(); // else the potentiostat is the programme's
        await SetUpAsync();
    }

    private async Task SetUpAsync()
    {
        var (plan, rig, guard, deadlines, token) = (run.Plan, run.Rig, run.Guard, run.Settings.Deadlines, run.Operations);
        if (rig.TryGet<IBiasField>(InstrumentRoles.BiasField, out var bias))
        {
            await guard.Watch(bias.Id, "set field", deadlines.BiasField).Run(bias.SetFieldAsync(run.BiasFieldTesla, token));
            await inspection.NoteFieldAsync();
        }

        if (plan.ConductorCurrent is { } current)
        {
            var source = rig.Require<ICurrentSource>(InstrumentRoles.CurrentSource);
            await guard.Watch(source.Id, "set current", deadlines.Command).Run(source.SetCurrentAsync(current, token));
            await guard.Watch(source.Id, "switch output on", deadlines.Command).Run(source.SetOutputAsync(true, token));
        }

        await emitters.SwitchOnAsync();
    }
}
