using System.Runtime.CompilerServices;

namespace NvScanner.Fitting.Simd;

/// <summary>
/// Exponential and logarithm without branches, so that a lane's bits depend on its own argument alone; the library's versions take
/// another path for the whole vector when one lane is out of range.
/// </summary>
internal static class LaneMath
{
    private const double Log2E = 1.4426950408889634074;
    private const double Ln2High = 0.693359375; // the sum of both is ln 2 to 1e-20; n * high is exact, for floats too
    private const double Ln2Low = -2.121944400546905827679e-4;

    /// <summary>1.5 2^52: adding it rounds to a whole number that stands in the low bits.</summary>
    private const double Rounder = 6755399441055744.0;

    /// <summary>1.5 2^23, the same for floats.</summary>
    private const double SingleRounder = 12582912.0;

    private const int SingleMantissaBits = 23;
    private const int MantissaBits = 52;

    /// <summary>
    /// e^x, relative error below 1e-15 and x clamped to -700..700; for floats 3e-7 and -80..80.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Exp<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        double largest = TLanes.IsSingle ? 80 : 700, rounder = TLanes.IsSingle ? SingleRounder : Rounder;
        x = TLanes.Max(TLanes.All(-largest), TLanes.Min(TLanes.All(largest), x));
        // x = n ln 2 + r with |r| <= ln 2 / 2; e^r by its series to r^13, for floats to r^8
        TLanes rounded = TLanes.MultiplyAdd(x, TLanes.All(Log2E), TLanes.All(rounder));
        TLanes n = rounded - TLanes.All(rounder);
        TLanes r = TLanes.MultiplyAdd(n, TLanes.All(-Ln2Low), TLanes.MultiplyAdd(n, TLanes.All(-Ln2High), x));
        TLanes sum = TLanes.All(1.0 / 40320);
        if (!TLanes.IsSingle)
        {
            sum = TLanes.All(1.0 / 6227020800);
            sum = TLanes.MultiplyAdd(sum, r, TLanes.All(1.0 / 479001600));
            sum = TLanes.MultiplyAdd(sum, r, TLanes.All(1.0 / 39916800));
            sum = TLanes.MultiplyAdd(sum, r, TLanes.All(1.0 / 3628800));
            sum = TLanes.MultiplyAdd(sum, r, TLanes.All(1.0 / 362880));
            sum = TLanes.MultiplyAdd(sum, r, TLanes.All(1.0 / 40320));
        }
        sum = TLanes.MultiplyAdd(sum, r, TLanes.All(1.0 / 5040));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.All(1.0 / 720));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.All(1.0 / 120));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.All(1.0 / 24));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.All(1.0 / 6));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.All(0.5));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.All(1));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.All(1));
        return TLanes.AddBits(sum, TLanes.ShiftBitsLeft(rounded, TLanes.IsSingle ? SingleMantissaBits : MantissaBits)); // times 2^n
    }

    /// <summary>ln x of a positive normal number, for doubles only, absolute error below 1e-15 near one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Log<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        // x = 2^k m with m in sqrt(1/2)..sqrt 2; ln m = 2 artanh(s), s = (m - 1) / (m + 1), by its series to s^23
        TLanes half = TLanes.All(BitConverter.Int64BitsToDouble(0x3FE6A09E667F3BCD));
        TLanes bias = TLanes.All(BitConverter.Int64BitsToDouble(0x4000000000000000)); // 1024 in the exponent's place
        TLanes raised = TLanes.ShiftBitsRight(TLanes.AddBits(TLanes.SubtractBits(x, half), bias), MantissaBits);
        TLanes k = TLanes.AddBits(raised, TLanes.All(Rounder)) - TLanes.All(Rounder + 1024);
        TLanes m = TLanes.AddBits(TLanes.SubtractBits(x, TLanes.ShiftBitsLeft(raised, MantissaBits)), bias);
        TLanes s = (m - TLanes.All(1)) / (m + TLanes.All(1));
        TLanes square = s * s;
        TLanes sum = TLanes.All(2.0 / 23);
        sum = TLanes.MultiplyAdd(sum, square, TLanes.All(2.0 / 21));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.All(2.0 / 19));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.All(2.0 / 17));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.All(2.0 / 15));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.All(2.0 / 13));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.All(2.0 / 11));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.All(2.0 / 9));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.All(2.0 / 7));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.All(2.0 / 5));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.All(2.0 / 3));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.All(2));
        return TLanes.MultiplyAdd(k, TLanes.All(Ln2High), TLanes.MultiplyAdd(s, sum, k * TLanes.All(Ln2Low)));
    }

    /// <summary>
    /// sin and cos of 2 pi x, for doubles and |x| below 2^50 turns, absolute error below 4e-16 beyond that of the argument's own rounding.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SinCosOfTurns<TLanes>(TLanes x, out TLanes sine, out TLanes cosine)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        // x = k / 4 + r with |r| <= 1/8 turn; series of the sine to a^15 and the cosine to a^16 at a = 2 pi r, exchanged by k modulo 4
        TLanes rounder = TLanes.All(Rounder), quarter = TLanes.All(0.25), half = TLanes.All(0.5);
        TLanes k = (TLanes.MultiplyAdd(x, TLanes.All(4), rounder)) - rounder;
        TLanes angle = TLanes.MultiplyAdd(-k, quarter, x) * TLanes.All(2 * Math.PI);
        TLanes square = angle * angle;
        TLanes s = TLanes.All(-1.0 / 1307674368000);
        s = TLanes.MultiplyAdd(s, square, TLanes.All(1.0 / 6227020800));
        s = TLanes.MultiplyAdd(s, square, TLanes.All(-1.0 / 39916800));
        s = TLanes.MultiplyAdd(s, square, TLanes.All(1.0 / 362880));
        s = TLanes.MultiplyAdd(s, square, TLanes.All(-1.0 / 5040));
        s = TLanes.MultiplyAdd(s, square, TLanes.All(1.0 / 120));
        s = TLanes.MultiplyAdd(s, square, TLanes.All(-1.0 / 6));
        s = TLanes.MultiplyAdd(s * square, angle, angle);
        TLanes c = TLanes.All(1.0 / 20922789888000);
        c = TLanes.MultiplyAdd(c, square, TLanes.All(-1.0 / 87178291200));
        c = TLanes.MultiplyAdd(c, square, TLanes.All(1.0 / 479001600));
        c = TLanes.MultiplyAdd(c, square, TLanes.All(-1.0 / 3628800));
        c = TLanes.MultiplyAdd(c, square, TLanes.All(1.0 / 40320));
        c = TLanes.MultiplyAdd(c, square, TLanes.All(-1.0 / 720));
        c = TLanes.MultiplyAdd(c, square, TLanes.All(1.0 / 24));
        c = TLanes.MultiplyAdd(c, square, TLanes.All(-0.5));
        c = TLanes.MultiplyAdd(c, square, TLanes.All(1));
        TLanes turns = TLanes.MultiplyAdd(k, quarter, rounder) - rounder;
        TLanes rest = TLanes.MultiplyAdd(turns, TLanes.All(-4), k); // -2..2
        TLanes size = TLanes.Abs(rest);
        TLanes odd = TLanes.Less(half, size) & TLanes.Less(size, TLanes.All(1.5));
        TLanes opposite = TLanes.Less(TLanes.All(1.5), size);
        TLanes sign = TLanes.Select(opposite, TLanes.All(-1), TLanes.All(1));
        TLanes oddSign = TLanes.Select(TLanes.Less(rest, default), TLanes.All(-1), TLanes.All(1));
        sine = TLanes.Select(odd, oddSign * c, sign * s);
        cosine = TLanes.Select(odd, -oddSign * s, sign * c);
    }
}
