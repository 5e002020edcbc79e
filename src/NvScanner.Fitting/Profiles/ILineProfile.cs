using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Profiles;

/// <summary>A line's profile P(u) over u = 2 (f - centre) / FWHM: all that a new line shape has to state.</summary>
internal interface ILineProfile
{
    /// <summary>True when the profile has a mixing parameter, shared by the lines of a spectrum.</summary>
    static abstract bool HasMixing { get; }

    /// <summary>P, dP/du and dP/dmixing at u.</summary>
    static abstract void Evaluate<TLanes>(TLanes u, TLanes mixing, out TLanes value, out TLanes slope, out TLanes mixingSlope)
        where TLanes : unmanaged, ILanes<TLanes>;
}
