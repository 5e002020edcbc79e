using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>Takes single points that fell out of line (lock-in drop-outs, spikes) from spectra without stated errors.</summary>
internal sealed class OutlierGuard<TLanes>(int points)
    where TLanes : unmanaged, ILanes<TLanes>
{
    private const double Sigmas = 6;
    private const double DepthFraction = 0.5;
    private const double NeighbourFraction = 1.0 / 3;
    private const double LargestFraction = 0.3;

    private readonly LaneBuffer<TLanes> _residuals = new(points);
    private readonly double[] _sorted = new double[points];
    private readonly bool[] _outliers = new bool[points];

    /// <summary>
    /// Excludes points beyond 6 robust standard deviations of the residuals and half of the deepest line whose neighbours agree with
    /// the fit three times better; a misfitted line bends over several points and is left alone. True when any lane lost a point.
    /// </summary>
    public bool ExcludeOutliers(SpectrumBlock<TLanes> block, ScoringFitter<TLanes> fitter, Candidate<TLanes>?[] winners, TLanes active)
    {
        bool any = false;
        for (int lane = 0; lane < TLanes.Count; lane++)
            if (Workbench<TLanes>.IsSet(active, lane) && winners[lane] is { } winner)
            {
                fitter.Residuals(winner.Model, block, winner.Solution, _residuals);
                any |= ExcludeOutliers(block, lane, DepthFraction * Deepest(winner, lane));
            }
        return any;
    }

    private bool ExcludeOutliers(SpectrumBlock<TLanes> block, int lane, double smallest)
    {
        int used = 0;
        for (int i = 0; i < points; i++)
            if (block.Weights[i, lane] > 0)
                _sorted[used++] = Math.Abs(_residuals[i, lane]);
        Array.Sort(_sorted, 0, used);
        double limit = Math.Max(smallest, Sigmas * 1.4826 * _sorted[used / 2]);
        int found = 0;
        for (int i = 0; i < points; i++)
        {
            double residual = Math.Abs(_residuals[i, lane]);
            _outliers[i] = block.Weights[i, lane] > 0 && residual > limit
                && Neighbour(i - 1, lane) < NeighbourFraction * residual && Neighbour(i + 1, lane) < NeighbourFraction * residual;
            found += _outliers[i] ? 1 : 0;
        }
        if (found == 0 || found > LargestFraction * used)
            return false;
        for (int i = 0; i < points; i++)
            if (_outliers[i])
                block.Exclude(i, lane);
        return true;
    }

    private static double Deepest(Candidate<TLanes> winner, int lane)
    {
        double deepest = 0;
        for (int line = 0; line < winner.Model.Layout.Lines; line++)
            deepest = Math.Max(deepest, Math.Abs(winner.Solution.Parameters[winner.Model.Layout.Depth(line), lane]));
        return deepest;
    }

    private double Neighbour(int i, int lane) => i < 0 || i >= points ? 0 : Math.Abs(_residuals[i, lane]);
}
