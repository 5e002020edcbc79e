namespace NvScanner.Abstractions.Instruments;

/// <summary>Something that happened inside a cell by itself.</summary>
/// <param name="TimeSeconds">When, in seconds on the clock of whoever tells of it.</param>
/// <param name="Code">Stable short code: "dendrite" when one begins to grow, "cell-short" when it has crossed the electrolyte.</param>
/// <param name="Text">What, in one sentence.</param>
public sealed record CellEvent(double TimeSeconds, string Code, string Text);
