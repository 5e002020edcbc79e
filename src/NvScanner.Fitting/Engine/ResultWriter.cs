using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>Writes a lane's solution into the results: units restored, centres ascending, errors from the full covariance.</summary>
internal static class ResultWriter<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    public static void Write(
        Candidate<TLanes>? winner, double scale, double offset, FrequencyGrid grid, int lane, FitModel asked, FitResults results, int spectrum)
    {
        if (winner is null)
        {
            results.Clear(spectrum, FitReason.NotConverged, asked);
            return;
        }
        ParameterLayout layout = winner.Model.Layout;
        LaneBuffer<TLanes> p = winner.Solution.Parameters;
        Verdict verdict = winner.Verdicts[lane];
        bool lacksLines = layout.Lines == 0 || layout.Lines < asked.Lines;
        results.Clear(spectrum, lacksLines ? FitReason.NoDip : verdict.Reason, layout.Lines == 0 ? asked : winner.Model.Name);
        results.Chi2Reduced[spectrum] = verdict.Chi2Reduced;
        results.DegreesOfFreedom[spectrum] = verdict.DegreesOfFreedom;
        double noise = verdict.NoiseVariance;
        double baseline = offset + scale * p[0, lane];
        results.Baselines[spectrum] = baseline;
        results.BaselineStds[spectrum] = scale * Math.Sqrt(noise * Covariance(winner, 0, 0, lane));
        results.BaselineSlopes[spectrum] = layout.BaselineTerms > 1 ? scale * p[1, lane] : 0;
        results.BaselineCurvatures[spectrum] = layout.BaselineTerms > 2 ? scale * p[2, lane] : 0;
        results.Mixings[spectrum] = layout.HasMixing ? p[layout.Mixing, lane] : double.NaN;
        WriteSpacing(winner, lane, noise, results, spectrum);
        if (verdict.Reason == FitReason.NotConverged)
            return;

        int written = 0, firstLine = -1, secondLine = -1;
        double last = double.NegativeInfinity;
        while (NextLine(layout, p, verdict.PresentLines, lane, last) is var line and >= 0 && written < results.Lines)
        {
            WriteLine(winner, lane, line, grid, scale, baseline, noise, results, spectrum * results.Lines + written);
            last = p[layout.Centre(line), lane];
            (firstLine, secondLine) = written == 0 ? (line, -1) : written == 1 ? (firstLine, line) : (firstLine, secondLine);
            written++;
        }
        results.LineCounts[spectrum] = written;
        if (secondLine >= 0)
            results.CentreCovariancesHz2[spectrum] = noise * FrequencyGrid.UnitHz * FrequencyGrid.UnitHz
                * Covariance(winner, layout.Centre(firstLine), layout.Centre(secondLine), lane);
    }

    private static void WriteSpacing(Candidate<TLanes> winner, int lane, double noise, FitResults results, int spectrum)
    {
        ParameterLayout layout = winner.Model.Layout;
        if (winner.Model.Offsets.Length == 1 || layout.Lines == 0)
            return;
        results.SpacingsHz[spectrum] = FrequencyGrid.UnitHz
            * (layout.HasSpacing ? winner.Solution.Parameters[layout.Spacing, lane] : winner.Model.NominalSpacing);
        results.SpacingStdsHz[spectrum] = layout.HasSpacing
            ? FrequencyGrid.UnitHz * Math.Sqrt(noise * Covariance(winner, layout.Spacing, layout.Spacing, lane)) : 0;
    }

    // The present line with the smallest centre above `last`, or -1.
    private static int NextLine(ParameterLayout layout, LaneBuffer<TLanes> p, int present, int lane, double last)
    {
        int next = -1;
        for (int line = 0; line < layout.Lines; line++)
            if ((present >> line & 1) != 0 && p[layout.Centre(line), lane] > last
                && (next < 0 || p[layout.Centre(line), lane] < p[layout.Centre(next), lane]))
                next = line;
        return next;
    }

    private static void WriteLine(
        Candidate<TLanes> winner, int lane, int line, FrequencyGrid grid, double scale, double baseline, double noise, FitResults results, int at)
    {
        ParameterLayout layout = winner.Model.Layout;
        LaneBuffer<TLanes> p = winner.Solution.Parameters;
        int centre = layout.Centre(line), width = layout.Width(line), depth = layout.Depth(line);
        double fwhmHz = p[width, lane] * FrequencyGrid.UnitHz;
        results.CentresHz[at] = grid.MiddleHz + p[centre, lane] * FrequencyGrid.UnitHz;
        results.CentreStdsHz[at] = FrequencyGrid.UnitHz * Math.Sqrt(noise * Covariance(winner, centre, centre, lane));
        results.FwhmsHz[at] = fwhmHz;
        results.FwhmStdsHz[at] = fwhmHz * Math.Sqrt(noise * Covariance(winner, width, width, lane)); // the parameter is ln(width)

        // contrast = m depth / |baseline|: relative errors add, their covariance included
        double components = winner.Model.Offsets.Length;
        double depthValue = scale * p[depth, lane];
        double contrast = components * depthValue / Math.Abs(baseline);
        double ratio = depthValue / baseline;
        double variance = Covariance(winner, depth, depth, lane) + ratio * ratio * Covariance(winner, 0, 0, lane)
            - 2 * ratio * Covariance(winner, depth, 0, lane);
        results.Contrasts[at] = contrast;
        results.ContrastStds[at] = components * scale / Math.Abs(baseline) * Math.Sqrt(Math.Max(noise * variance, 0));
    }

    private static double Covariance(Candidate<TLanes> winner, int a, int b, int lane) =>
        winner.Covariance[NormalEquations<TLanes>.Packed(Math.Max(a, b)) + Math.Min(a, b), lane];
}
