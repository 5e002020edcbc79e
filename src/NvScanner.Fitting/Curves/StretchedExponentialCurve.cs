using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Curves;

/// <summary>s(t) = exp(-(t/T)^n): T1, and the envelope of an echo (n = 1..3).</summary>
internal readonly unsafe struct StretchedExponentialCurve : ICurve
{
    private const int DecayTime = 0, Exponent = 1;

    public static IReadOnlyList<ShapeParameter> Parameters { get; } = [ShapeParameter.DecayTime(), ShapeParameter.Exponent(heldAt: null)];

    public static TLanes Evaluate<TLanes>(TLanes time, TLanes* parameters, TLanes* slopes)
        where TLanes : unmanaged, ILanes<TLanes> =>
        Decay.Evaluate(time, parameters[DecayTime], parameters[Exponent], out slopes[DecayTime], out slopes[Exponent]);

    public static void AddStarts(StartGrid starts)
    {
        foreach (double time in starts.DecayTimes(DecayTime))
            foreach (double exponent in starts.Of(Exponent, 0.6, 1, 1.7, 3))
                starts.Add(time, exponent);
    }
}
