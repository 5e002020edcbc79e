using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>What the scoring fitter asks of a model: values, derivatives, and how far its parameters may go.</summary>
internal abstract unsafe class LaneModel<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>The most points that are evaluated at once, so that what they need stays in the first cache; rows of derivatives are this far apart.</summary>
    public const int Chunk = 36;

    /// <summary>Number of parameters.</summary>
    public abstract int Count { get; }

    /// <summary>Values and derivatives of points [first, first + count): row a of the derivatives starts at a * Chunk.</summary>
    public abstract void Evaluate(TLanes* parameters, int first, int count, TLanes* values, TLanes* derivatives);

    /// <summary>Says in `free` which parameters move (1) and which are held for this step (0): those at a limit whose gradient points outwards. Lanes that are `done` keep theirs.</summary>
    public abstract void HoldAtLimits(TLanes* p, TLanes* gradient, TLanes done, TLanes* free);

    /// <summary>The parameters after a step, which is shortened to where the model can be trusted and ends at the limits.</summary>
    public abstract void Advance(TLanes* p, TLanes* step, TLanes* trial);

    /// <summary>1, or 0 where a parameter stands at a limit and its gradient points outwards.</summary>
    protected static TLanes Inside(TLanes value, TLanes gradient, double low, double high)
    {
        TLanes zero = TLanes.All(0);
        double slack = TLanes.IsSingle ? 2e-6 : 1e-9;
        TLanes stuckLow = TLanes.Less(gradient, zero) & TLanes.Less(value, TLanes.All(low + slack * Math.Abs(low) + 1e-12));
        TLanes stuckHigh = TLanes.Less(zero, gradient) & TLanes.Less(TLanes.All(high - slack * Math.Abs(high) - 1e-12), value);
        return TLanes.Select(stuckLow | stuckHigh, zero, TLanes.All(1));
    }

    /// <summary>A positive parameter after a step of its logarithm: x (1 + s) upwards and x / (1 - s) downwards, with |s| at most `largest`.</summary>
    protected static TLanes Stretched(TLanes value, TLanes step, double largest)
    {
        TLanes one = TLanes.All(1), stretch = Clamp(step, TLanes.All(-largest), TLanes.All(largest));
        return TLanes.Select(TLanes.Less(stretch, default), value / (one - stretch), value * (one + stretch));
    }

    /// <summary>The value, or the limit that it lies beyond.</summary>
    protected static TLanes Clamp(TLanes value, TLanes low, TLanes high) => TLanes.Max(low, TLanes.Min(high, value));
}
