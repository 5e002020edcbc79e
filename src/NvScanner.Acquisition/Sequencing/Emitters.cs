using NvScanner.Abstractions.Instruments;
using NvScanner.Acquisition.Protocols;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>Laser and microwave during a run: on for its scan, off while it is paused. Making safe is another way and does not pass here.</summary>
internal sealed class Emitters(RunContext run, IMeasurementProtocol protocol)
{
    private readonly IMicrowaveSource _microwave = run.Rig.Require<IMicrowaveSource>(InstrumentRoles.Microwave);
    private readonly ILaser _laser = run.Rig.Require<ILaser>(InstrumentRoles.Laser);

    /// <summary>Applies the plan's powers, switches the light on and sets the sweep up, all of it also after a pause, in which somebody may have turned a knob; returns when sweeps may begin.</summary>
    public async ValueTask SwitchOnAsync()
    {
        var command = run.Settings.Deadlines.Command;
        await run.Guard.Watch(_microwave.Id, "set power", command).Run(_microwave.SetPowerAsync(run.Plan.MicrowavePower, run.Operations));
        await run.Guard.Watch(_laser.Id, "set power", command).Run(_laser.SetPowerAsync(run.Plan.LaserPower, run.Operations));
        await run.Guard.Watch(_laser.Id, "switch emission on", command).Run(_laser.SetEmissionAsync(true, run.Operations));
        await protocol.PrepareAsync(run.Operations);
    }

    /// <summary>Switches microwave and laser off; returns when both are.</summary>
    public async ValueTask SwitchOffAsync()
    {
        var command = run.Settings.Deadlines.Command;
        await run.Guard.Watch(_microwave.Id, "switch output off", command).Run(_microwave.SetOutputAsync(false, run.Operations));
        await run.Guard.Watch(_laser.Id, "switch emission off", command).Run(_laser.SetEmissionAsync(false, run.Operations));
    }

    /// <summary>Whether the laser may be switched on; returns with the reading of its interlock.</summary>
    public async ValueTask<bool> MaySwitchOnAsync() =>
        (await run.Guard.Watch(_laser.Id, "read status", run.Settings.Deadlines.Command).Run(_laser.ReadStatusAsync(run.Operations))).InterlockClosed;
}
