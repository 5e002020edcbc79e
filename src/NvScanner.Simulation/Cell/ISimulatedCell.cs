using NvScanner.Abstractions.Instruments;

namespace NvScanner.Simulation.Cell;

/// <summary>
/// A cell at the simulated potentiostat's clamps. What it does depends on what was applied when, never on how often it was read: times do not fall
/// from call to call, and reading twice gives the same. Times are seconds on the rig's clock. Not thread safe: the world locks.
/// </summary>
internal interface ISimulatedCell
{
    /// <summary>Applies a drive from a time on, within the compliance, which the instrument itself keeps.</summary>
    void Apply(CellDrive drive, CellLimits compliance, double timeSeconds);

    /// <summary>Adds amplitude * cos(2 pi f (t - t0)) to the current from a time t0 on; zero ends it.</summary>
    void Modulate(double amplitudeAmperes, double frequencyHz, double timeSeconds);

    /// <summary>The cell at a time.</summary>
    CellReading ReadAt(double timeSeconds);

    /// <summary>The sine that is in the current of <see cref="ReadAt"/> at a time; most cells never have one.</summary>
    CellSine SineAt(double timeSeconds) => default;

    /// <summary>What has happened to the cell by itself up to a time, in order, with seconds on the rig's clock; nothing ever does in most.</summary>
    IReadOnlyList<CellEvent> EventsUntil(double timeSeconds) => [];
}
