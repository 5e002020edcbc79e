using System.Runtime.CompilerServices;
using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Curves;

/// <summary>exp(-(t/T)^n).</summary>
internal static class Decay
{
    private const double SmallestRatio = 1e-300; // its power is nothing, its logarithm finite

    /// <summary>The decay at a time, with its derivatives by T and by n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Evaluate<TLanes>(TLanes time, TLanes decayTime, TLanes exponent, out TLanes byTime, out TLanes byExponent)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes logarithm = LaneMath.Log(TLanes.Max(time / decayTime, TLanes.All(SmallestRatio)));
        TLanes power = LaneMath.Exp(exponent * logarithm);
        TLanes value = LaneMath.Exp(-power);
        byTime = value * power * exponent / decayTime;
        byExponent = -value * power * logarithm;
        return value;
    }
}
