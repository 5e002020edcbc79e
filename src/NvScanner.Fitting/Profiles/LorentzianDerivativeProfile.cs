using System.Runtime.CompilerServices;
using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Profiles;

/// <summary>P = k u / (1 + u^2)^2 with k = 16 / (3 sqrt 3), so that the extrema at u = 1/sqrt 3 are one.</summary>
internal readonly struct LorentzianDerivativeProfile : ILineProfile
{
    private const double Scale = 3.0792014356780041;

    public static bool HasMixing => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<TLanes>(TLanes u, TLanes mixing, out TLanes value, out TLanes slope, out TLanes mixingSlope)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes squared = u * u;
        TLanes inverse = TLanes.Reciprocal(squared + TLanes.All(1));
        TLanes scaledSquare = TLanes.All(Scale) * inverse * inverse;
        value = u * scaledSquare;
        slope = TLanes.MultiplyAdd(TLanes.All(-3), squared, TLanes.All(1)) * scaledSquare * inverse;
        mixingSlope = default;
    }
}
