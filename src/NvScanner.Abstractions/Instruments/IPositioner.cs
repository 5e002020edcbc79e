using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Instruments;

/// <summary>The AFM piezo stage. Positions are those of the NV relative to the sample, in metres, whichever of the two moves.</summary>
public interface IPositioner : IInstrument
{
    /// <summary>Travel; valid once connected.</summary>
    PositionerLimits Limits { get; }

    /// <summary>Moves in x and y (z is the probe's); returns the position read back after the stage has settled within its tolerance. Throws <see cref="InstrumentLimitException"/> before any motion when the target is outside the travel.</summary>
    ValueTask<Vector3> MoveToAsync(Vector3 target, CancellationToken cancellationToken);

    /// <summary>Reads the position; returns when the read-back has arrived.</summary>
    ValueTask<Vector3> ReadPositionAsync(CancellationToken cancellationToken);

    /// <summary>Ends a motion in a planned way; returns when the stage stands still.</summary>
    ValueTask StopAsync(CancellationToken cancellationToken);
}
