using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>The state of one model's fit to a block of lanes.</summary>
internal sealed class Solution<TLanes>(int maximumParameters)
    where TLanes : unmanaged, ILanes<TLanes>
{
    public LaneBuffer<TLanes> Parameters { get; } = new(maximumParameters);

    /// <summary>Fisher information at the parameters, packed.</summary>
    public LaneBuffer<TLanes> Information { get; } = new(NormalEquations<TLanes>.Packed(maximumParameters));

    /// <summary>1 for a parameter that moves, 0 for one held at its limit.</summary>
    public LaneBuffer<TLanes> Free { get; } = new(maximumParameters);

    /// <summary>Sum of squared residuals over their variances (Pearson); without known variances, over those of the weights.</summary>
    public TLanes ChiSquared;

    /// <summary>Mask of the lanes that settled.</summary>
    public TLanes Converged;

    /// <summary>Takes the lanes of `mask` from another solution of the same model.</summary>
    public void Take(TLanes mask, Solution<TLanes> other)
    {
        Take(mask, Parameters, other.Parameters);
        Take(mask, Information, other.Information);
        Take(mask, Free, other.Free);
        ChiSquared = TLanes.Select(mask, other.ChiSquared, ChiSquared);
        Converged = TLanes.Select(mask, other.Converged, Converged);
    }

    private static void Take(TLanes mask, LaneBuffer<TLanes> own, LaneBuffer<TLanes> other)
    {
        Span<TLanes> target = own.Span, source = other.Span;
        for (int i = 0; i < target.Length; i++)
            target[i] = TLanes.Select(mask, source[i], target[i]);
    }
}
