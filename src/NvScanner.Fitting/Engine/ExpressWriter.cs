using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>Writes sound lanes of one or two lines on a constant baseline into the results, as <see cref="ResultWriter{TLanes}"/> does, errors computed side by side.</summary>
internal static unsafe class ExpressWriter<TSingles>
    where TSingles : unmanaged, ILanes<TSingles>
{
    private const int Quantities = 6;

    public static void Write(Candidate<TSingles> candidate, TSingles sound, FrequencyGrid grid, ReadOnlySpan<int> spectra, FitResults results, int at)
    {
        ParameterLayout layout = candidate.Model.Layout;
        TSingles* p = candidate.Solution.Parameters.Pointer;
        TSingles* lines = stackalloc TSingles[2 * Quantities];
        int first = 0, second = layout.Lines - 1;
        Describe(candidate, first, lines);
        if (second > 0)
        {
            Describe(candidate, second, lines + Quantities);
            Sort(TSingles.Less(p[layout.Centre(second)], p[layout.Centre(first)]), lines);
        }
        TSingles baselineStd = TSingles.Sqrt(Covariance(candidate, 0, 0));
        TSingles covariance = Covariance(candidate, layout.Centre(first), layout.Centre(second));
        int degrees = grid.Count - layout.Count;
        bool isMultiplet = candidate.Model.Offsets.Length > 1;
        double spacingHz = isMultiplet ? FrequencyGrid.UnitHz * candidate.Model.NominalSpacing : double.NaN, spacingStdHz = isMultiplet ? 0 : double.NaN;
        for (int lane = 0; lane < spectra.Length; lane++)
        {
            if (!LaneNumbers<TSingles>.IsSet(ref sound, lane))
                continue;
            int spectrum = at + spectra[lane];
            results.Reasons[spectrum] = FitReason.Ok;
            results.Models[spectrum] = candidate.Model.Name;
            results.LeftOut[spectrum] = 0;
            results.Mixings[spectrum] = double.NaN;
            results.SpacingsHz[spectrum] = spacingHz;
            results.SpacingStdsHz[spectrum] = spacingStdHz;
            results.SplittingLowersHz[spectrum] = results.SplittingUppersHz[spectrum] = double.NaN;
            results.Baselines[spectrum] = Lane(p, 0, lane);
            results.BaselineStds[spectrum] = Lane(&baselineStd, 0, lane);
            results.BaselineSlopes[spectrum] = results.BaselineCurvatures[spectrum] = 0;
            fixed (TSingles* chiSquared = &candidate.Solution.ChiSquared)
                results.Chi2Reduced[spectrum] = Lane(chiSquared, 0, lane) / degrees;
            results.DegreesOfFreedom[spectrum] = degrees;
            results.LineCounts[spectrum] = layout.Lines;
            results.CentreCovariancesHz2[spectrum] =
                second > 0 ? FrequencyGrid.UnitHz * FrequencyGrid.UnitHz * Lane(&covariance, 0, lane) : double.NaN;
            for (int line = 0; line < layout.Lines; line++)
                WriteLine(lines + Quantities * line, lane, grid, results, spectrum * results.Lines + line);
            for (int line = layout.Lines; line < results.Lines; line++)
                results.ClearLine(spectrum * results.Lines + line);
        }
    }

    private static void WriteLine(TSingles* line, int lane, FrequencyGrid grid, FitResults results, int at)
    {
        results.CentresHz[at] = grid.MiddleHz + FrequencyGrid.UnitHz * Lane(line, 0, lane);
        results.CentreStdsHz[at] = FrequencyGrid.UnitHz * Lane(line, 1, lane);
        results.FwhmsHz[at] = FrequencyGrid.UnitHz * Lane(line, 2, lane);
        results.FwhmStdsHz[at] = FrequencyGrid.UnitHz * Lane(line, 3, lane);
        results.CentreLowersHz[at] = results.CentreUppersHz[at] = double.NaN;
        results.Contrasts[at] = Lane(line, 4, lane);
        results.ContrastStds[at] = Lane(line, 5, lane);
    }

    // centre, width and contrast of a line, each followed by its standard deviation
    private static void Describe(Candidate<TSingles> candidate, int line, TSingles* quantities)
    {
        ParameterLayout layout = candidate.Model.Layout;
        TSingles* p = candidate.Solution.Parameters.Pointer;
        int centre = layout.Centre(line), width = layout.Width(line), depth = layout.Depth(line);
        quantities[0] = p[centre];
        quantities[1] = TSingles.Sqrt(Covariance(candidate, centre, centre));
        quantities[2] = p[width];
        quantities[3] = p[width] * TSingles.Sqrt(Covariance(candidate, width, width)); // the parameter is ln(width)

        // contrast = m depth / baseline
        TSingles ratio = p[depth] / p[0], components = TSingles.All(candidate.Model.Offsets.Length);
        TSingles variance = TSingles.MultiplyAdd(ratio * ratio, Covariance(candidate, 0, 0), Covariance(candidate, depth, depth))
            - (ratio + ratio) * Covariance(candidate, depth, 0);
        quantities[4] = components * ratio;
        quantities[5] = components * TSingles.Sqrt(TSingles.Max(variance, default)) / p[0];
    }

    private static void Sort(TSingles swapped, TSingles* lines)
    {
        for (int i = 0; i < Quantities; i++)
        {
            TSingles lower = TSingles.Select(swapped, lines[i + Quantities], lines[i]);
            lines[i + Quantities] = TSingles.Select(swapped, lines[i], lines[i + Quantities]);
            lines[i] = lower;
        }
    }

    private static TSingles Covariance(Candidate<TSingles> candidate, int a, int b) =>
        candidate.Covariance.Pointer[NormalEquations<TSingles>.Packed(Math.Max(a, b)) + Math.Min(a, b)];

    private static double Lane(TSingles* vectors, int index, int lane) => ((float*)(vectors + index))[lane];
}
