using NvScanner.Abstractions.Instruments;
using NvScanner.Acquisition.Protocols;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>Brings a rig from its safe state to the first pixel: limits of the cell, tip up, field, stage, powers, current, light, microwave; the tip comes down last.</summary>
internal sealed class RigPreparation(RunContext run, IMeasurementProtocol protocol, StageControl stage, TipControl tip, RigMonitor monitor)
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

        var microwave = rig.Require<IMicrowaveSource>(InstrumentRoles.Microwave);
        await guard.Watch(microwave.Id, "set power", deadlines.Command).Run(microwave.SetPowerAsync(plan.MicrowavePower, token));
        if (plan.ConductorCurrent is { } current)
        {
            var source = rig.Require<ICurrentSource>(InstrumentRoles.CurrentSource);
            await guard.Watch(source.Id, "set current", deadlines.Command).Run(source.SetCurrentAsync(current, token));
            await guard.Watch(source.Id, "switch output on", deadlines.Command).Run(source.SetOutputAsync(true, token));
        }

        var laser = rig.Require<ILaser>(InstrumentRoles.Laser);
        await guard.Watch(laser.Id, "set power", deadlines.Command).Run(laser.SetPowerAsync(plan.LaserPower, token));
        await guard.Watch(laser.Id, "switch emission on", deadlines.Command).Run(laser.SetEmissionAsync(true, token));
        await protocol.PrepareAsync(token);
    }
}
