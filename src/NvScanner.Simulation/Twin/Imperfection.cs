namespace NvScanner.Simulation.Twin;

/// <summary>One row of <see cref="Imperfections"/>.</summary>
/// <param name="Setting">Name of the setting.</param>
/// <param name="Values">Its value for each level.</param>
/// <param name="Meaning">What it says.</param>
internal sealed record Imperfection(string Setting, IReadOnlyList<string> Values, string Meaning);
