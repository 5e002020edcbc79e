using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>
/// The number that competing models are compared by: the corrected Akaike criterion (Hurvich and Tsai, Biometrika 76, 297 (1989)) plus
/// twice the negative logarithm of what is known beforehand.
/// </summary>
internal static class ModelCriterion
{
    /// <summary>Most baselines are flat: a further term must be worth a factor of e^2.</summary>
    private const double BaselineTerm = 4;

    /// <summary>Hyperfine structure whose components overlap is reported when seen, not when merely compatible: a factor of e^3.</summary>
    private const double UnresolvedStructure = 6;

    /// <summary>The criterion of one lane; infinite without enough points.</summary>
    public static double Of<TLanes>(
        Candidate<TLanes> candidate, FitStatistics statistics, FrequencyGrid grid, double deviance, double points, int lane)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        ParameterLayout layout = candidate.Model.Layout;
        Span<double> widths = stackalloc double[FitModel.MaximumLines];
        for (int line = 0; line < layout.Lines; line++)
            widths[line] = candidate.Solution.Parameters[layout.Width(line), lane];
        double[] offsets = candidate.Model.Offsets;
        return Of(
            deviance, points, layout.Count + (statistics == FitStatistics.Unweighted ? 1 : 0), layout.BaselineTerms, widths[..layout.Lines],
            offsets.Length > 1 ? offsets[1] - offsets[0] : double.PositiveInfinity, grid.CoveredSpan);
    }

    /// <summary>The criterion of a model of so many parameters; `spacing` is that of its multiplets' components, infinite without structure.</summary>
    public static double Of(
        double deviance, double points, double parameters, int baselineTerms, ReadOnlySpan<double> widths, double spacing, double coveredSpan)
    {
        double spare = points - parameters - 1;
        if (spare <= 0)
            return double.PositiveInfinity;
        double criterion = deviance + 2 * parameters + 2 * parameters * (parameters + 1) / spare + BaselineTerm * (baselineTerms - 1);
        bool unresolved = false;
        foreach (double width in widths)
            unresolved |= width > spacing;
        if (unresolved)
            criterion += UnresolvedStructure;
        // A line could have been found in any of the grid's (span / width) places.
        foreach (double width in widths)
            criterion += 2 * Math.Log(Math.Max(coveredSpan / width, 1));
        return criterion;
    }
}
