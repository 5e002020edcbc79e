namespace NvScanner.Abstractions.Quantities;

/// <summary>A physical quantity held as one SI double, with the unit symbols in which operators may write it.</summary>
/// <typeparam name="TSelf">The quantity itself.</typeparam>
public interface IQuantity<TSelf> where TSelf : struct, IQuantity<TSelf>
{
    /// <summary>Name of the quantity as an error message says it, for example "frequency".</summary>
    static abstract string QuantityName { get; }

    /// <summary>Units in which the quantity may be written; the first one is its SI unit (or dBm).</summary>
    static abstract IReadOnlyList<UnitSymbol> Units { get; }

    /// <summary>Wraps a value given in the first unit of <see cref="Units"/>.</summary>
    static abstract TSelf FromSi(double value);

    /// <summary>The value in the first unit of <see cref="Units"/>.</summary>
    double Si { get; }
}
