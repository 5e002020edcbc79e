namespace NvScanner.Abstractions.Scanning;

/// <summary>Reference visits.</summary>
/// <param name="Mode">Mode.</param>
/// <param name="EveryLines">A visit before the first line and then every so many lines; 0 for the first line only.</param>
/// <param name="X">x in metres for <see cref="ReferenceMode.Position"/>.</param>
/// <param name="Y">y in metres for <see cref="ReferenceMode.Position"/>.</param>
/// <param name="Effort">How many times longer than a pixel a visit is measured: its error enters every pixel until the next visit, as a stripe.</param>
public sealed record ReferencePlan(ReferenceMode Mode, int EveryLines = 0, double X = 0, double Y = 0, int Effort = 16);
