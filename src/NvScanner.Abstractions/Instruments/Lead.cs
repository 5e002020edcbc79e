using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Instruments;

/// <summary>A straight piece of wire in the sample frame that carries the cell's current; a charging current (I &gt; 0) flows from its first end to its second.</summary>
/// <param name="FromMetres">First end.</param>
/// <param name="ToMetres">Second end.</param>
public sealed record Lead(Vector3 FromMetres, Vector3 ToMetres);
