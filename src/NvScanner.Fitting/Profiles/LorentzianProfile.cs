using System.Runtime.CompilerServices;
using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Profiles;

/// <summary>P = 1 / (1 + u^2).</summary>
internal readonly struct LorentzianProfile : ILineProfile
{
    public static bool HasMixing => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<TLanes>(TLanes u, TLanes mixing, out TLanes value, out TLanes slope, out TLanes mixingSlope)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        value = TLanes.Reciprocal(TLanes.MultiplyAdd(u, u, TLanes.All(1)));
        slope = TLanes.All(-2) * u * value * value;
        mixingSlope = default;
    }
}
