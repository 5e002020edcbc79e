using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>Which lanes of a fit are beyond doubt, so that no strategy could find anything else.</summary>
internal sealed unsafe class ExpressJudge<TSingles>(FrequencyGrid grid)
    where TSingles : unmanaged, ILanes<TSingles>
{
    /// <summary>Depth over its full standard deviation from which on no other place in the spectrum competes.</summary>
    private const double PresenceSigmas = 8;

    /// <summary>Chi-square so many standard deviations above its expectation is left to the strategies: with lines that stand out so far it need not be less.</summary>
    private const double UnlikelySigmas = 4;

    /// <summary>Lanes that have settled, whose every line stands out, apart from the other and from every limit, in a fit that raises no suspicion.</summary>
    public TSingles Sound(Candidate<TSingles> candidate)
    {
        ParameterLayout layout = candidate.Model.Layout;
        TSingles* p = candidate.Solution.Parameters.Pointer;
        int degrees = grid.Count - layout.Count;
        double largest = degrees + UnlikelySigmas * Math.Sqrt(2.0 * degrees);
        TSingles sound = TSingles.Less(candidate.Solution.ChiSquared, TSingles.All(largest)) & candidate.Solution.Converged;
        for (int a = 0; a < layout.Count; a++)
            sound &= TSingles.Less(TSingles.All(0.5), candidate.Solution.Free.Pointer[a]);
        for (int line = 0; line < layout.Lines; line++)
        {
            TSingles centre = p[layout.Centre(line)], width = p[layout.Width(line)], depth = p[layout.Depth(line)];
            TSingles present = TSingles.Less(TSingles.All(PresenceSigmas * PresenceSigmas) * Variance(candidate, layout.Depth(line)), depth * depth)
                & TSingles.Less(default, depth);
            TSingles strong = TSingles.Less(Variance(candidate, layout.Centre(line)),
                width * width * TSingles.All(LikelihoodProfile<TSingles>.WeakErrorOfWidth * LikelihoodProfile<TSingles>.WeakErrorOfWidth));
            TSingles broad = TSingles.Less(TSingles.All(LikelihoodProfile<TSingles>.NarrowSteps * grid.Step), width);
            sound &= present & (strong | broad) & TSingles.Less(TSingles.All(Workbench<TSingles>.SuspiciousWidthSteps * grid.Step), width) & Covered(centre);
            for (int other = 0; other < line; other++)
            {
                TSingles otherWidth = p[layout.Width(other)];
                TSingles distance = TSingles.Abs(centre - p[layout.Centre(other)]);
                TSingles ratio = TSingles.All(Workbench<TSingles>.SuspiciousWidthRatio);
                sound &= TSingles.Less((width + otherWidth) * TSingles.All(0.5), distance)
                    & TSingles.Less(width, otherWidth * ratio) & TSingles.Less(otherWidth, width * ratio);
            }
        }
        return sound;
    }

    private static TSingles Variance(Candidate<TSingles> candidate, int parameter) =>
        candidate.Covariance.Pointer[NormalEquations<TSingles>.Packed(parameter) + parameter];

    private TSingles Covered(TSingles position)
    {
        TSingles covered = default;
        foreach ((int first, int count) in grid.Windows)
            covered |= TSingles.Less(TSingles.All(grid.Positions[first]), position)
                & TSingles.Less(position, TSingles.All(grid.Positions[first + count - 1]));
        return covered;
    }
}
