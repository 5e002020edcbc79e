namespace NvScanner.Hdf5;

/// <summary>What a dataset is: class of its elements, bytes per element, lengths of its dimensions (none = scalar).</summary>
/// <param name="Class">Class of the elements.</param>
/// <param name="ElementSize">Bytes per element in the file; 0 for text of variable length.</param>
/// <param name="Dimensions">Lengths, slowest first.</param>
public sealed record Hdf5Shape(Hdf5Class Class, int ElementSize, IReadOnlyList<long> Dimensions)
{
    /// <summary>Number of elements.</summary>
    public long Count => Dimensions.Aggregate(1L, (product, length) => checked(product * length));

    /// <summary>The lengths as "[2, 3]"; "scalar" when there are none.</summary>
    public override string ToString() => Dimensions.Count == 0 ? "scalar" : $"[{string.Join(", ", Dimensions)}]";
}
