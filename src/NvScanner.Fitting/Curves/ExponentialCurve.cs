using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Curves;

/// <summary>s(t) = exp(-t/T).</summary>
internal readonly unsafe struct ExponentialCurve : ICurve
{
    public static IReadOnlyList<ShapeParameter> Parameters { get; } = [ShapeParameter.DecayTime()];

    public static TLanes Evaluate<TLanes>(TLanes time, TLanes* parameters, TLanes* slopes)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes ratio = time / *parameters;
        TLanes value = LaneMath.Exp(-ratio);
        *slopes = value * ratio / *parameters;
        return value;
    }

    public static void AddStarts(StartGrid starts)
    {
        foreach (double time in starts.DecayTimes(0))
            starts.Add(time);
    }
}
