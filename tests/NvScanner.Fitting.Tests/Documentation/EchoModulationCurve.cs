using NvScanner.Fitting.Curves;
using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Tests.Documentation;

/// <summary>s(t) = exp(-(t/T)^n) (1 - k sin^2(pi f t)): an echo that one nuclear spin modulates.</summary>
internal readonly unsafe struct EchoModulationCurve : ICurve
{
    private const int DecayTime = 0, Exponent = 1, Depth = 2, Frequency = 3;

    public static IReadOnlyList<ShapeParameter> Parameters { get; } =
    [
        ShapeParameter.DecayTime(),
        ShapeParameter.Exponent(heldAt: 2),
        new ShapeParameter(new CurveParameter("modulation", "", HeldAt: null), TimePower: 0, _ => (0, 1), LargestStep: 0.3),
        ShapeParameter.Frequency("frequency"),
    ];

    public static TLanes Evaluate<TLanes>(TLanes time, TLanes* parameters, TLanes* slopes)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes envelope = Decay.Evaluate(time, parameters[DecayTime], parameters[Exponent], out TLanes byTime, out TLanes byExponent);
        LaneMath.SinCosOfTurns(parameters[Frequency] * time, out TLanes sine, out TLanes cosine);
        TLanes half = TLanes.All(0.5), swing = half - half * cosine; // sin^2(pi f t)
        TLanes modulation = TLanes.All(1) - parameters[Depth] * swing;
        slopes[DecayTime] = byTime * modulation;
        slopes[Exponent] = byExponent * modulation;
        slopes[Depth] = -envelope * swing;
        slopes[Frequency] = -envelope * parameters[Depth] * TLanes.All(Math.PI) * time * sine;
        return envelope * modulation;
    }

    public static void AddStarts(StartGrid starts)
    {
        foreach (double time in starts.Of(DecayTime, 0.2, 0.5, 1.5))
            foreach (double exponent in starts.Of(Exponent, 1, 2))
                foreach (double depth in starts.Of(Depth, 0.2, 0.6))
                    foreach (double frequency in starts.Frequencies(Frequency, time))
                        starts.Add(time, exponent, depth, frequency);
    }
}
