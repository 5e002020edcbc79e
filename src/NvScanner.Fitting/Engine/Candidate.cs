using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>One model on trial for a block of lanes: its solution, covariance, and what is to be thought of it lane by lane.</summary>
internal sealed class Candidate<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    public Candidate(SpectrumModel<TLanes> model)
    {
        Model = model;
        int parameters = model.Layout.Count;
        Solution = new Solution<TLanes>(parameters);
        Covariance = new LaneBuffer<TLanes>(NormalEquations<TLanes>.Packed(parameters));
        LinearCovariance = new LaneBuffer<TLanes>(NormalEquations<TLanes>.Packed(parameters));
        Verdicts = new Verdict[TLanes.Count];
        Criteria = new double[TLanes.Count];
    }

    public SpectrumModel<TLanes> Model { get; }

    public Solution<TLanes> Solution { get; }

    /// <summary>Inverse information, packed.</summary>
    public LaneBuffer<TLanes> Covariance { get; }

    /// <summary>The same of baseline and depths alone, with centres and widths given: whether a line stands out where it is.</summary>
    public LaneBuffer<TLanes> LinearCovariance { get; }

    /// <summary>Judgement per lane.</summary>
    public Verdict[] Verdicts { get; }

    /// <summary>Deviance per lane, filled where models compete.</summary>
    public double[] Criteria { get; }
}
