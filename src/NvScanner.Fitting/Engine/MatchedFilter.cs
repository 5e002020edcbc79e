using System.Runtime.CompilerServices;
using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>
/// Finds the most prominent line of every lane by a bank of line templates over centre and width. Each template is made orthogonal to a
/// constant and a tilt over its own support, so neither the baseline's level nor its slope matters; windows are searched one by one.
/// </summary>
internal sealed unsafe class MatchedFilter<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private const double Reach = 1.6; // of a width to either side
    private const int FewestPoints = 4;

    private readonly List<Template> _templates = [];
    private readonly List<double> _coefficients = [];
    private readonly Template[] _bank;
    private readonly LaneNumbers<TLanes> _bankCoefficients;

    public MatchedFilter(FrequencyGrid grid, LineShape shape, Hyperfine multiplet, TemplateBank bank)
    {
        double[] offsets = Array.ConvertAll(ModelCurve.Offsets(multiplet).ToArray(), hz => hz / FrequencyGrid.UnitHz);
        double spacing = offsets.Length > 1 ? offsets[1] - offsets[0] : 0;
        double widest = spacing > 0 ? 3 * spacing : grid.WidestWindow * bank.WidestOfWindow;
        double reachOfMultiplet = offsets[^1];
        double narrowest = bank.NarrowestSteps * grid.Step;
        for (double width = narrowest; width <= Math.Max(widest, bank.WidthRatio * narrowest); width *= bank.WidthRatio)
            foreach ((int first, int count) in grid.Windows)
            {
                double end = grid.Positions[first + count - 1];
                for (double centre = grid.Positions[first]; centre <= end; centre += bank.CentreSpacing * width)
                    Add(grid, first, count, centre, width, Reach * width + reachOfMultiplet, offsets, shape);
            }
        _bank = [.. _templates];
        _bankCoefficients = new LaneNumbers<TLanes>(_coefficients.ToArray());
        _templates.Clear();
        _coefficients.Clear();
    }

    /// <summary>The strongest line of each lane in `residuals`.</summary>
    /// <param name="residuals">One value per point of the grid.</param>
    /// <param name="sign">Per lane +1: dips only, -1: peaks only, 0: either.</param>
    /// <param name="centre">Its centre.</param>
    /// <param name="width">Its width.</param>
    /// <param name="depth">Its depth, negative for a peak.</param>
    /// <param name="response">Depth over its standard deviation for unit noise: how far it stands out.</param>
    public void Search(TLanes* residuals, TLanes sign, out TLanes centre, out TLanes width, out TLanes depth, out TLanes response)
    {
        Strongest(residuals, _bankCoefficients.Pointer, sign, out TLanes index, out TLanes correlation, out response);
        centre = width = depth = default;
        for (int lane = 0; lane < TLanes.Count; lane++)
        {
            ref readonly Template template = ref _bank[(int)LaneNumbers<TLanes>.Get(ref index, lane)];
            LaneNumbers<TLanes>.Set(ref centre, lane, template.Centre);
            LaneNumbers<TLanes>.Set(ref width, lane, template.Width);
            LaneNumbers<TLanes>.Set(ref depth, lane, template.DepthPerCorrelation);
        }
        depth *= correlation;
    }

    // Templates have unit norm; a dip correlates negatively, so that the signs are turned.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Strongest(
        TLanes* residuals, void* coefficients, TLanes sign, out TLanes bestIndex, out TLanes bestCorrelation, out TLanes bestResponse)
    {
        TLanes either = TLanes.Less(TLanes.Abs(sign), TLanes.All(0.5));
        bool dipsOnly = TLanes.AllSet(TLanes.Less(TLanes.All(0.5), sign));
        TLanes best = TLanes.All(-1e30), index = default, strongest = default;
        int number = 0;
        foreach (ref readonly Template template in _bank.AsSpan())
        {
            TLanes* data = residuals + template.First;
            int start = template.Start, count = template.Count, i = 0;
            TLanes even = default, odd = default;
            for (; i + 1 < count; i += 2)
            {
                even = TLanes.MultiplyAdd(TLanes.Spread(coefficients, start + i), data[i], even);
                odd = TLanes.MultiplyAdd(TLanes.Spread(coefficients, start + i + 1), data[i + 1], odd);
            }
            if (i < count)
                even = TLanes.MultiplyAdd(TLanes.Spread(coefficients, start + i), data[i], even);
            TLanes correlation = even + odd;
            TLanes candidate = dipsOnly ? correlation : TLanes.Select(either, TLanes.Abs(correlation), correlation * sign);
            TLanes better = TLanes.Less(best, candidate);
            best = TLanes.Max(best, candidate);
            index = TLanes.Select(better, TLanes.All(number), index);
            strongest = TLanes.Select(better, correlation, strongest);
            number++;
        }
        bestIndex = index;
        bestCorrelation = strongest;
        bestResponse = best;
    }

    private void Add(
        FrequencyGrid grid, int windowFirst, int windowCount, double centre, double width, double reach, double[] offsets, LineShape shape)
    {
        int first = windowFirst, end = windowFirst + windowCount;
        while (first < end && grid.Positions[first] < centre - reach)
            first++;
        while (end > first && grid.Positions[end - 1] > centre + reach)
            end--;
        int count = end - first;
        if (count < FewestPoints)
            return;
        double[] profile = new double[count];
        double mean = 0, meanPosition = 0;
        for (int i = 0; i < count; i++)
        {
            foreach (double offset in offsets)
                profile[i] += ModelCurve.Profile(shape, 2 * (grid.Positions[first + i] - centre - offset) / width, 0.5);
            mean += profile[i] / count;
            meanPosition += grid.Positions[first + i] / count;
        }
        double tilt = 0, spread = 0;
        for (int i = 0; i < count; i++)
        {
            double distance = grid.Positions[first + i] - meanPosition;
            tilt += distance * (profile[i] - mean);
            spread += distance * distance;
        }
        double norm = 0;
        // a derivative line is itself a tilt: only the level is taken out of it
        double slope = shape == LineShape.LorentzianDerivative ? 0 : tilt / spread;
        for (int i = 0; i < count; i++)
        {
            profile[i] -= mean + slope * (grid.Positions[first + i] - meanPosition);
            norm += profile[i] * profile[i];
        }
        norm = Math.Sqrt(norm);
        if (norm < 1e-6)
            return;
        _templates.Add(new Template(first, count, _coefficients.Count, centre, width, 1 / norm));
        foreach (double value in profile)
            _coefficients.Add(-value / norm);
    }

    private readonly record struct Template(int First, int Count, int Start, double Centre, double Width, double DepthPerCorrelation);
}
