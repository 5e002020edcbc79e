using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>The stage during a run.</summary>
internal sealed class StageControl(RunContext run)
{
    private readonly IPositioner _stage = run.Rig.Require<IPositioner>(InstrumentRoles.Stage);

    /// <summary>Moves in x and y; returns the position read back when the stage has settled.</summary>
    public ValueTask<Vector3> MoveToAsync(Vector3 target) =>
        run.Guard.Watch(_stage.Id, "move", run.Settings.Deadlines.Move).Run(_stage.MoveToAsync(target, run.Operations));
}
