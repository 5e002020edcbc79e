using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>
/// The number that competing models are compared by: the corrected Akaike criterion (Hurvich and Tsai, Biometrika 76, 297 (1989)) plus
/// twice the negative logarithm of what is known beforehand.
/// </summary>
internal static class ModelCriterion<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>Most baselines are flat: a further term must be worth a factor of e^2.</summary>
    private const double BaselineTerm = 4;

    /// <summary>Hyperfine structure whose components overlap is reported when seen, not when merely compatible: a factor of e^3.</summary>
    private const double UnresolvedStructure = 6;

    /// <summary>The criterion of one lane; infinite without enough points.</summary>
    public static double Of(Candidate<TLanes> candidate, FitStatistics statistics, FrequencyGrid grid, double deviance, double points, int lane)
    {
        ParameterLayout layout = candidate.Model.Layout;
        double parameters = layout.Count + (statistics == FitStatistics.Unweighted ? 1 : 0);
        double spare = points - parameters - 1;
        if (spare <= 0)
            return double.PositiveInfinity;
        double criterion = deviance + 2 * parameters + 2 * parameters * (parameters + 1) / spare + BaselineTerm * (layout.BaselineTerms - 1);
        if (IsUnresolved(candidate, lane))
            criterion += UnresolvedStructure;
        // A line could have been found in any of the grid's (span / width) places.
        for (int line = 0; line < layout.Lines; line++)
            criterion += 2 * Math.Log(Math.Max(grid.CoveredSpan / candidate.Solution.Parameters[layout.Width(line), lane], 1));
        return criterion;
    }

    private static bool IsUnresolved(Candidate<TLanes> candidate, int lane)
    {
        double[] offsets = candidate.Model.Offsets;
        if (offsets.Length == 1)
            return false;
        bool unresolved = false;
        for (int line = 0; line < candidate.Model.Layout.Lines; line++)
            unresolved |= candidate.Solution.Parameters[candidate.Model.Layout.Width(line), lane] > offsets[1] - offsets[0];
        return unresolved;
    }
}
