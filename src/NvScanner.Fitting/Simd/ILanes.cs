namespace NvScanner.Fitting.Simd;

/// <summary>A vector of doubles, one spectrum per lane; comparisons give masks of all bits set or none.</summary>
/// <typeparam name="TSelf">The implementing vector.</typeparam>
internal interface ILanes<TSelf>
    where TSelf : unmanaged, ILanes<TSelf>
{
    static abstract int Count { get; }

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf value);

    static abstract TSelf operator &(TSelf left, TSelf right);

    static abstract TSelf operator |(TSelf left, TSelf right);

    static abstract TSelf All(double value);

    /// <summary>a b + c, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    static abstract TSelf Max(TSelf left, TSelf right);

    static abstract TSelf Min(TSelf left, TSelf right);

    static abstract TSelf Abs(TSelf value);

    static abstract TSelf Sqrt(TSelf value);

    static abstract TSelf Exp(TSelf value);

    static abstract TSelf Log(TSelf value);

    /// <summary>Mask of left &lt; right; false where one is NaN.</summary>
    static abstract TSelf Less(TSelf left, TSelf right);

    static abstract TSelf Select(TSelf mask, TSelf whereSet, TSelf whereClear);

    static abstract bool AllSet(TSelf mask);

    static abstract bool AnySet(TSelf mask);
}
