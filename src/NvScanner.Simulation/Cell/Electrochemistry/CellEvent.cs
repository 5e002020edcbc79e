namespace NvScanner.Simulation.Cell.Electrochemistry;

/// <summary>Something that happened to the cell by itself.</summary>
/// <param name="TimeSeconds">When, on the rig's clock.</param>
/// <param name="Text">What, in one sentence.</param>
internal sealed record CellEvent(double TimeSeconds, string Text);
