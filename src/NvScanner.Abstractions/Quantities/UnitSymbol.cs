namespace NvScanner.Abstractions.Quantities;

/// <summary>A unit an operator may write: SI value = number * <paramref name="Factor"/> + <paramref name="Offset"/>.</summary>
/// <param name="Symbol">The symbol without a prefix, for example "Hz".</param>
/// <param name="Factor">Factor to the SI unit.</param>
/// <param name="Offset">Offset to the SI unit, for degC.</param>
/// <param name="TakesPrefix">Whether SI prefixes f, p, n, u, m, k, M, G, T may stand before it.</param>
public readonly record struct UnitSymbol(string Symbol, double Factor = 1, double Offset = 0, bool TakesPrefix = true);
