using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Instruments;

/// <summary>Compliance of the cell: what the potentiostat itself must never exceed.</summary>
/// <param name="Voltage">Allowed cell voltage.</param>
/// <param name="Current">Allowed cell current.</param>
public sealed record CellLimits(QuantityRange<Voltage> Voltage, QuantityRange<Current> Current);
