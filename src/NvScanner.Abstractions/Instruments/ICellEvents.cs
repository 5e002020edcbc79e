namespace NvScanner.Abstractions.Instruments;

/// <summary>Implemented by the simulated stage for its whole rig: what happens inside the cell, which no instrument sees. For the run's events, never for the measurement.</summary>
public interface ICellEvents
{
    /// <summary>Everything that has happened to the cell so far, in order, with seconds on the clock of the instruments' readings; empty without such a cell.</summary>
    IReadOnlyList<CellEvent> Happened { get; }
}
