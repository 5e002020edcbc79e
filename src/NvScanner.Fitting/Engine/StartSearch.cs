using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>Start values from the data alone: matched filter, one line after the other.</summary>
internal sealed unsafe class StartSearch<TLanes>(FrequencyGrid grid, FitStatistics statistics, TemplateBank bank)
    where TLanes : unmanaged, ILanes<TLanes>
{
    private const double SplitDistance = 0.3; // of the width of the line that is split
    private const double SplitWidth = 0.75;
    private const double SplitDepth = 0.65;
    private const double FirstMixing = 0.5;

    private readonly Dictionary<(LineShape, Hyperfine), MatchedFilter<TLanes>> _filters = [];
    private readonly LaneBuffer<TLanes> _residuals = new(grid.Count);

    /// <summary>Builds the filter of a model ahead of the first fit.</summary>
    public void Prepare(FitModel model)
    {
        if (!_filters.ContainsKey((model.Shape, model.Multiplet)))
            _filters.Add((model.Shape, model.Multiplet), new MatchedFilter<TLanes>(grid, model.Shape, model.Multiplet, bank));
    }

    /// <summary>All lines of a model straight from the spectrum, each from what the ones before leave.</summary>
    public void FromData(SpectrumModel<TLanes> model, SpectrumBlock<TLanes> block, Solution<TLanes> solution)
    {
        ParameterLayout layout = model.Layout;
        TLanes* p = solution.Parameters.Pointer;
        block.Values.Span.CopyTo(_residuals.Span);
        solution.Parameters.Span.Clear();
        if (layout.HasMixing)
            p[layout.Mixing] = TLanes.All(FirstMixing);
        if (layout.HasSpacing)
            p[layout.Spacing] = TLanes.All(model.NominalSpacing);
        TLanes sign = FirstSign;
        for (int line = 0; line < layout.Lines; line++)
        {
            FindLine(model, sign, p, line);
            sign = SignOf(p[layout.Depth(line)]);
            model.AddLine(p[layout.Centre(line)], p[layout.Width(line)], p[layout.Depth(line)], TLanes.All(FirstMixing), _residuals.Pointer);
        }
        TLanes sum = default;
        foreach (TLanes value in _residuals.Span)
            sum += value;
        p[0] = sum / TLanes.All(grid.Count);
    }

    /// <summary>
    /// The solution of a model plus one more line, found in its residuals. Returns how far it stands out, in units of the residuals'
    /// point-to-point noise, which lines that are still missing hardly raise.
    /// </summary>
    public TLanes Extended(
        Candidate<TLanes> from, ScoringFitter<TLanes> fitter, SpectrumBlock<TLanes> block, SpectrumModel<TLanes> model, Solution<TLanes> solution)
    {
        Copy(from, model, solution);
        fitter.Residuals(from.Model, block, from.Solution, _residuals);
        TLanes sign = from.Model.Layout.Lines > 0 ? SignOf(from.Solution.Parameters.Pointer[from.Model.Layout.Depth(0)]) : FirstSign;
        TLanes response = FindLine(model, sign, solution.Parameters.Pointer, model.Layout.Lines - 1);
        return response / TLanes.Max(PointNoise(), TLanes.All(1e-300));
    }

    /// <summary>How far one more line would stand out of residuals, in units of their point-to-point noise.</summary>
    public TLanes Response(SpectrumModel<TLanes> model, LaneBuffer<TLanes> residuals)
    {
        residuals.Span.CopyTo(_residuals.Span);
        _filters[(model.Name.Shape, model.Name.Multiplet)].Search(_residuals.Pointer, FirstSign, out _, out _, out _, out TLanes response);
        return response / TLanes.Max(PointNoise(), TLanes.All(TLanes.IsSingle ? 1e-30 : 1e-300));
    }

    /// <summary>A solution whose lines that do not stand out are moved to the best places in what the others leave.</summary>
    public void Reseeded(Candidate<TLanes> from, ScoringFitter<TLanes> fitter, SpectrumBlock<TLanes> block, Solution<TLanes> solution)
    {
        SpectrumModel<TLanes> model = from.Model;
        ParameterLayout layout = model.Layout;
        Copy(from, model, solution);
        TLanes* p = solution.Parameters.Pointer;
        for (int line = 0; line < layout.Lines; line++)
            p[layout.Depth(line)] = TLanes.Select(Missing(from, line), default, p[layout.Depth(line)]);
        fitter.Residuals(model, block, solution, _residuals);
        TLanes sign = SignOf(from.Solution.Parameters.Pointer[layout.Depth(0)]);
        for (int line = 0; line < layout.Lines; line++)
        {
            TLanes missing = Missing(from, line);
            if (!TLanes.AnySet(missing))
                continue;
            TLanes centre = p[layout.Centre(line)], width = p[layout.Width(line)], depth = p[layout.Depth(line)];
            FindLine(model, sign, p, line);
            TLanes added = TLanes.Select(missing, p[layout.Depth(line)], default);
            model.AddLine(p[layout.Centre(line)], p[layout.Width(line)], added, TLanes.All(FirstMixing), _residuals.Pointer);
            p[layout.Centre(line)] = TLanes.Select(missing, p[layout.Centre(line)], centre);
            p[layout.Width(line)] = TLanes.Select(missing, p[layout.Width(line)], width);
            p[layout.Depth(line)] = TLanes.Select(missing, p[layout.Depth(line)], depth);
        }
    }

    /// <summary>A one-line solution with its line split into a pair: the start for merged lines.</summary>
    public static void Split(Candidate<TLanes> from, SpectrumModel<TLanes> model, Solution<TLanes> solution)
    {
        Copy(from, model, solution);
        ParameterLayout layout = model.Layout;
        TLanes* p = solution.Parameters.Pointer;
        TLanes* single = from.Solution.Parameters.Pointer;
        ParameterLayout old = from.Model.Layout;
        TLanes centre = single[old.Centre(0)], width = single[old.Width(0)], depth = single[old.Depth(0)];
        for (int line = 0; line < 2; line++)
        {
            p[layout.Centre(line)] = TLanes.MultiplyAdd(width, TLanes.All(line == 0 ? -SplitDistance : SplitDistance), centre);
            p[layout.Width(line)] = width * TLanes.All(SplitWidth);
            p[layout.Depth(line)] = depth * TLanes.All(SplitDepth);
        }
    }

    /// <summary>Carries baseline, mixing, spacing and lines over to another model, as far as both have them.</summary>
    public static void Copy(Candidate<TLanes> from, SpectrumModel<TLanes> model, Solution<TLanes> solution)
    {
        ParameterLayout old = from.Model.Layout, layout = model.Layout;
        TLanes* source = from.Solution.Parameters.Pointer;
        TLanes* p = solution.Parameters.Pointer;
        solution.Parameters.Span.Clear();
        for (int term = 0; term < Math.Min(old.BaselineTerms, layout.BaselineTerms); term++)
            p[term] = source[term];
        if (layout.HasMixing)
            p[layout.Mixing] = old.HasMixing ? source[old.Mixing] : TLanes.All(FirstMixing);
        if (layout.HasSpacing)
            p[layout.Spacing] = old.HasSpacing ? source[old.Spacing] : TLanes.All(model.NominalSpacing);
        for (int line = 0; line < Math.Min(old.Lines, layout.Lines); line++)
        {
            p[layout.Centre(line)] = source[old.Centre(line)];
            p[layout.Width(line)] = source[old.Width(line)];
            p[layout.Depth(line)] = source[old.Depth(line)];
        }
    }

    // Light is lost at a resonance, so counts show dips; other signals may have either sign, the same for all lines.
    private TLanes FirstSign => TLanes.All(statistics == FitStatistics.Poisson ? 1 : 0);

    private static TLanes Missing(Candidate<TLanes> candidate, int line)
    {
        TLanes missing = default;
        for (int lane = 0; lane < TLanes.Count; lane++)
            if ((candidate.Verdicts[lane].PresentLines >> line & 1) == 0)
                missing = Workbench<TLanes>.Set(missing, lane);
        return missing;
    }

    // Second differences have six times the variance of a point, and see little of lines of several points.
    private TLanes PointNoise()
    {
        TLanes* residuals = _residuals.Pointer;
        TLanes sum = default;
        for (int i = 1; i + 1 < grid.Count; i++)
        {
            TLanes difference = residuals[i - 1] + residuals[i + 1] - (residuals[i] + residuals[i]);
            sum = TLanes.MultiplyAdd(difference, difference, sum);
        }
        return TLanes.Sqrt(sum * TLanes.All(1.0 / (6 * (grid.Count - 2))));
    }

    private TLanes FindLine(SpectrumModel<TLanes> model, TLanes sign, TLanes* p, int line)
    {
        ParameterLayout layout = model.Layout;
        _filters[(model.Name.Shape, model.Name.Multiplet)].Search(
            _residuals.Pointer, sign, out TLanes centre, out TLanes width, out TLanes depth, out TLanes response);
        p[layout.Centre(line)] = centre;
        if (line == 0 || !layout.Ties.Widths) // what lines share is that of the first, which stands out most
            p[layout.Width(line)] = width;
        if (line == 0 || !layout.Ties.Depths)
            p[layout.Depth(line)] = depth;
        return response;
    }

    private static TLanes SignOf(TLanes value) => TLanes.Select(TLanes.Less(value, default), TLanes.All(-1), TLanes.All(1));
}
