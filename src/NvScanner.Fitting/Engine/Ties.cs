namespace NvScanner.Fitting.Engine;

/// <summary>What the lines of a model have in common, and whether the distance of hyperfine components is fitted.</summary>
/// <param name="Widths">All lines share one width.</param>
/// <param name="Depths">All lines share one depth.</param>
/// <param name="FreeSpacing">The distance of neighbouring hyperfine components is a parameter, shared by the lines.</param>
internal readonly record struct Ties(bool Widths = false, bool Depths = false, bool FreeSpacing = false);
