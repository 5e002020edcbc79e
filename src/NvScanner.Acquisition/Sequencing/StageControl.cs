using System.Runtime.CompilerServices;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>The stage during a run: a target that is missed is tried once more, and a second miss ends the run.</summary>
internal sealed class StageControl(RunContext run)
{
    private readonly IPositioner _stage = run.Rig.Require<IPositioner>(InstrumentRoles.Stage);

    /// <summary>Moves in x and y; returns the position read back when the stage has settled.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Vector3> MoveToAsync(Vector3 target)
    {
        var position = await TryAsync(target).ConfigureAwait(false);
        if (!IsAt(target, position))
            position = await TryAsync(target).ConfigureAwait(false);
        return IsAt(target, position) ? position : throw Missed(target, position);
    }

    private ValueTask<Vector3> TryAsync(Vector3 target) =>
        run.Guard.Watch(_stage.Id, "move", run.Settings.Deadlines.Move).Run(_stage.MoveToAsync(target, run.Operations));

    // a read-back that is no number is nowhere
    private bool IsAt(Vector3 target, Vector3 position) =>
        double.IsPositiveInfinity(_stage.Limits.ToleranceMetres) || Math.Max(Math.Abs(position.X - target.X), Math.Abs(position.Y - target.Y)) <= _stage.Limits.ToleranceMetres;

    private InstrumentStateException Missed(Vector3 target, Vector3 position) => new(_stage.Id,
        $"missed its target [{new Length(target.X)}, {new Length(target.Y)}] twice, the read-back is [{new Length(position.X)}, {new Length(position.Y)}]: look for an obstacle and at its servo, or allow more as its tolerance, {new Length(_stage.Limits.ToleranceMetres)}");
}
