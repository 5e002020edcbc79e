using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>
/// `auto` for ordinary spectra of counts: the families of one number of lines (that given, else two) are fitted by express fitters, and
/// where the best one is beyond doubt no other model of <see cref="AutoStrategy{TLanes}"/> could win. Its criteria are the same.
/// </summary>
internal sealed class ExpressAuto<TSingles>
    where TSingles : unmanaged, ILanes<TSingles>
{
    private const int Piece = 256;
    private const int Pair = 2;

    /// <summary>What floats may miss of the difference of two criteria, many times over.</summary>
    private const double Margin = 0.3;

    /// <summary>A tilt has to gain more than this for the criterion: two for the parameter, four for its rarity, less what second order may miss.</summary>
    private const double LargestTiltGain = 5.5;

    private readonly FrequencyGrid _grid;
    private readonly bool _linesCompete;
    private readonly Family[] _families;

    public ExpressAuto(FrequencyGrid grid, FitOptions options)
    {
        _grid = grid;
        int lines = options.AutoLines ?? Pair;
        _linesCompete = options.AutoLines is null;
        _families =
        [
            new Family(grid, options, LineShape.Lorentzian, Hyperfine.None, lines),
            new Family(grid, options, LineShape.Gaussian, Hyperfine.None, lines),
            new Family(grid, options, LineShape.Lorentzian, Hyperfine.Nitrogen14, lines),
            new Family(grid, options, LineShape.Lorentzian, Hyperfine.Nitrogen15, lines),
        ];
    }

    /// <summary>True for counts, a baseline that is not asked to bend, and at most two lines.</summary>
    public static bool Serves(FitOptions options) =>
        options.Statistics == FitStatistics.Poisson && options.Model.IsAuto && options.BaselineDegree is null or 0 && options.AutoLines is null or 1 or Pair;

    /// <summary>Fits `spectra` rows of counts into `results` from number `at` on; `written` says which of them are done.</summary>
    public void Fit(ReadOnlySpan<uint> counts, int spectra, FitResults results, int at, Span<bool> written)
    {
        for (int first = 0; first < spectra; first += Piece)
        {
            int count = Math.Min(Piece, spectra - first);
            foreach (Family family in _families)
                family.Fitter.Survey(counts.Slice(first * _grid.Count, count * _grid.Count), count, family.Survey);
            for (int spectrum = 0; spectrum < count; spectrum++)
            {
                Family? winner = Winner(spectrum);
                written[first + spectrum] = winner is not null;
                if (winner is not null)
                    results.Copy(at + first + spectrum, winner.Survey.Results, spectrum);
            }
        }
    }

    // The family that wins beyond doubt, if any.
    private Family? Winner(int spectrum)
    {
        Family? best = null;
        double smallest = double.PositiveInfinity, second = double.PositiveInfinity;
        double narrowest = double.PositiveInfinity;
        foreach (Family family in _families)
        {
            if (!family.Survey.Settled[spectrum])
                return null;
            double criterion = Criterion(family, spectrum);
            if (criterion < smallest)
            {
                (best, second, smallest) = (family, smallest, criterion);
                if (family.Name.Multiplet == Hyperfine.None)
                    narrowest = NarrowestWidth(family, spectrum);
            }
            else
                second = Math.Min(second, criterion);
        }
        // the strategy tries multiplets only where the lines are narrow enough
        if (best is null || (best.Name.Multiplet != Hyperfine.None && narrowest * FrequencyGrid.UnitHz >= AutoStrategy.UnresolvedWidthHz))
            return null;
        return smallest < second - Margin && IsBeyondDoubt(best, spectrum) ? best : null;
    }

    private bool IsBeyondDoubt(Family family, int spectrum)
    {
        ExpressSurvey survey = family.Survey;
        FitResults results = survey.Results;
        double degrees = results.DegreesOfFreedom[spectrum];
        bool likely = results.Chi2Reduced[spectrum] < 1 + Workbench<TSingles>.SuspiciousSigmas * Math.Sqrt(2 / degrees);
        bool flat = survey.TiltGains[spectrum] < LargestTiltGain;
        bool complete = !_linesCompete || survey.Responses[spectrum] < AutoStrategy.WorthTrying;
        int first = spectrum * results.Lines, last = first + results.LineCounts[spectrum] - 1;
        double deep = Math.Max(results.Contrasts[first], results.Contrasts[last]), shallow = Math.Min(results.Contrasts[first], results.Contrasts[last]);
        return survey.Sound[spectrum] && likely && flat && complete && shallow > Plausibility<TSingles>.ShallowestOfDeepest * deep;
    }

    private double Criterion(Family family, int spectrum)
    {
        FitResults results = family.Survey.Results;
        Span<double> widths = stackalloc double[Pair];
        int lines = results.LineCounts[spectrum];
        for (int line = 0; line < lines; line++)
            widths[line] = results.FwhmsHz[spectrum * results.Lines + line] / FrequencyGrid.UnitHz;
        return ModelCriterion.Of(
            family.Survey.Deviances[spectrum], _grid.Count, _grid.Count - results.DegreesOfFreedom[spectrum], 1, widths[..lines], family.Spacing, _grid.CoveredSpan);
    }

    private static double NarrowestWidth(Family family, int spectrum)
    {
        FitResults results = family.Survey.Results;
        double narrowest = double.PositiveInfinity;
        for (int line = 0; line < results.LineCounts[spectrum]; line++)
            narrowest = Math.Min(narrowest, results.FwhmsHz[spectrum * results.Lines + line] / FrequencyGrid.UnitHz);
        return narrowest;
    }

    private sealed class Family
    {
        public Family(FrequencyGrid grid, FitOptions options, LineShape shape, Hyperfine multiplet, int lines)
        {
            Name = FitModel.Of(shape, multiplet, lines);
            Fitter = new ExpressFitter<TSingles>(grid, options with { Model = Name, AutoLines = null }, competes: true);
            Survey = new ExpressSurvey(Piece, lines);
            ReadOnlySpan<double> offsets = ModelCurve.Offsets(multiplet);
            Spacing = offsets.Length > 1 ? (offsets[1] - offsets[0]) / FrequencyGrid.UnitHz : double.PositiveInfinity;
        }

        public FitModel Name { get; }

        public ExpressFitter<TSingles> Fitter { get; }

        public ExpressSurvey Survey { get; }

        /// <summary>Distance of neighbouring components; infinite without structure.</summary>
        public double Spacing { get; }
    }
}
