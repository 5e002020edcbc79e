using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>
/// A pair of lines by the mean of its centres and their distance, in the places of the first and the second centre, so that the distance
/// can be held while all else is fitted.
/// </summary>
internal sealed unsafe class SplitPairModel<TLanes>(SpectrumModel<TLanes> pair) : LaneModel<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private readonly LaneBuffer<TLanes> _parameters = new(pair.Count);

    public override int Count => pair.Count;

    private int Mean => pair.Layout.Centre(0);

    private int Distance => pair.Layout.Centre(1);

    /// <summary>Turns both centres of a pair into mean and distance (second minus first).</summary>
    public void FromCentres(TLanes* p) => (p[Mean], p[Distance]) = ((p[Mean] + p[Distance]) * TLanes.All(0.5), p[Distance] - p[Mean]);

    public override void Evaluate(TLanes* parameters, int first, int count, TLanes* values, TLanes* derivatives)
    {
        TLanes* p = _parameters.Pointer;
        new ReadOnlySpan<TLanes>(parameters, Count).CopyTo(_parameters.Span);
        TLanes half = TLanes.All(0.5), mean = p[Mean], distance = p[Distance];
        p[Mean] = mean - half * distance;
        p[Distance] = mean + half * distance;
        pair.Evaluate(p, first, count, values, derivatives);
        TLanes* byFirst = derivatives + Mean * Chunk;
        TLanes* bySecond = derivatives + Distance * Chunk;
        for (int i = 0; i < count; i++)
            (byFirst[i], bySecond[i]) = (byFirst[i] + bySecond[i], (bySecond[i] - byFirst[i]) * half);
    }

    // A mean has the limits of a centre, and a distance, which starts between zero and a line's width, never comes near them.
    public override void HoldAtLimits(TLanes* p, TLanes* gradient, TLanes done, TLanes* free) => pair.HoldAtLimits(p, gradient, done, free);

    public override void Advance(TLanes* p, TLanes* step, TLanes* trial) => pair.Advance(p, step, trial);
}
