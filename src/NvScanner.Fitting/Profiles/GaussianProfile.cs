using System.Runtime.CompilerServices;
using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Profiles;

/// <summary>P = exp(-ln 2 u^2).</summary>
internal readonly struct GaussianProfile : ILineProfile
{
    private const double Ln2 = 0.693147180559945309417;

    public static bool HasMixing => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<TLanes>(TLanes u, TLanes mixing, out TLanes value, out TLanes slope, out TLanes mixingSlope)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        value = LaneMath.Exp(TLanes.All(-Ln2) * u * u);
        slope = TLanes.All(-2 * Ln2) * u * value;
        mixingSlope = default;
    }
}
