namespace NvScanner.Fitting.Simd;

/// <summary>A vector of doubles or floats, one spectrum per lane; comparisons give masks of all bits set or none.</summary>
/// <typeparam name="TSelf">The implementing vector.</typeparam>
internal unsafe interface ILanes<TSelf>
    where TSelf : unmanaged, ILanes<TSelf>
{
    static abstract int Count { get; }

    /// <summary>True where a lane is a float.</summary>
    static abstract bool IsSingle { get; }

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf value);

    static abstract TSelf operator &(TSelf left, TSelf right);

    static abstract TSelf operator |(TSelf left, TSelf right);

    static abstract TSelf All(double value);

    /// <summary>One number of an array of this vector's numbers, in every lane.</summary>
    static abstract TSelf Spread(void* numbers, int index);

    /// <summary>As many floats from memory as the vector has lanes.</summary>
    static abstract TSelf FromSingles(float* source);

    /// <summary>a b + c, rounded once where the processor can.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>1 / value: exact to rounding for doubles, to two units in the last place for floats.</summary>
    static abstract TSelf Reciprocal(TSelf value);

    /// <summary>The larger; where the left is NaN, which of the two is up to the processor.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>The smaller; as for Max.</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    static abstract TSelf Abs(TSelf value);

    static abstract TSelf Sqrt(TSelf value);

    /// <summary>Sum of the bit patterns, as whole numbers.</summary>
    static abstract TSelf AddBits(TSelf left, TSelf right);

    /// <summary>Difference of the bit patterns, as whole numbers.</summary>
    static abstract TSelf SubtractBits(TSelf left, TSelf right);

    /// <summary>The bit pattern shifted towards the sign.</summary>
    static abstract TSelf ShiftBitsLeft(TSelf value, int bits);

    /// <summary>The bit pattern shifted away from the sign, filled with zeros.</summary>
    static abstract TSelf ShiftBitsRight(TSelf value, int bits);

    /// <summary>Mask of left &lt; right; false where one is NaN.</summary>
    static abstract TSelf Less(TSelf left, TSelf right);

    static abstract TSelf Select(TSelf mask, TSelf whereSet, TSelf whereClear);

    static abstract bool AllSet(TSelf mask);

    static abstract bool AnySet(TSelf mask);
}
