using System.Runtime.CompilerServices;
using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Profiles;

/// <summary>P = m Lorentzian + (1 - m) Gaussian of one FWHM (pseudo-Voigt; Thompson, Cox and Hastings, J. Appl. Cryst. 20, 79 (1987)).</summary>
internal readonly struct VoigtProfile : ILineProfile
{
    public static bool HasMixing => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<TLanes>(TLanes u, TLanes mixing, out TLanes value, out TLanes slope, out TLanes mixingSlope)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        LorentzianProfile.Evaluate(u, mixing, out TLanes lorentzian, out TLanes lorentzianSlope, out _);
        GaussianProfile.Evaluate(u, mixing, out TLanes gaussian, out TLanes gaussianSlope, out _);
        mixingSlope = lorentzian - gaussian;
        value = TLanes.MultiplyAdd(mixing, mixingSlope, gaussian);
        slope = TLanes.MultiplyAdd(mixing, lorentzianSlope - gaussianSlope, gaussianSlope);
    }
}
