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
    private const double WidthRatio = 1.6;
    private const double CentreSpacing = 0.33;  // of a width
    private const double Reach = 1.6;           // of a width to either side
    private const int FewestPoints = 4;

    private readonly List<Template> _templates = [];
    private readonly List<double> _coefficients = [];
    private Template[] _bank = [];
    private double[] _bankCoefficients = [];

    public MatchedFilter(FrequencyGrid grid, LineShape shape, Hyperfine multiplet)
    {
        double[] offsets = Array.ConvertAll(ModelCurve.Offsets(multiplet).ToArray(), hz => hz / FrequencyGrid.UnitHz);
        double spacing = offsets.Length > 1 ? offsets[1] - offsets[0] : 0;
        double widest = spacing > 0 ? 3 * spacing : grid.WidestWindow / 2;
        double reachOfMultiplet = offsets[^1];
        for (double width = 1.5 * grid.Step; width <= Math.Max(widest, 2.4 * grid.Step); width *= WidthRatio)
            foreach ((int first, int count) in grid.Windows)
            {
                double end = grid.Positions[first + count - 1];
                for (double centre = grid.Positions[first]; centre <= end; centre += CentreSpacing * width)
                    Add(grid, first, count, centre, width, Reach * width + reachOfMultiplet, offsets, shape);
            }
        _bank = [.. _templates];
        _bankCoefficients = [.. _coefficients];
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
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Search(TLanes* residuals, TLanes sign, out TLanes centre, out TLanes width, out TLanes depth, out TLanes response)
    {
        TLanes either = TLanes.Less(TLanes.Abs(sign), TLanes.All(0.5));
        TLanes best = TLanes.All(-1e300), bestCentre = default, bestWidth = default, bestDepth = default;
        fixed (double* coefficients = _bankCoefficients)
            foreach (ref readonly Template template in _bank.AsSpan())
            {
                double* own = coefficients + template.Start;
                TLanes* data = residuals + template.First;
                TLanes even = default, odd = default;
                int i = 0;
                for (; i + 1 < template.Count; i += 2)
                {
                    even = TLanes.MultiplyAdd(TLanes.All(own[i]), data[i], even);
                    odd = TLanes.MultiplyAdd(TLanes.All(own[i + 1]), data[i + 1], odd);
                }
                if (i < template.Count)
                    even = TLanes.MultiplyAdd(TLanes.All(own[i]), data[i], even);
                TLanes correlation = -(even + odd); // templates have unit norm; a dip correlates negatively
                TLanes candidate = TLanes.Select(either, TLanes.Abs(correlation), correlation * sign);
                TLanes better = TLanes.Less(best, candidate);
                best = TLanes.Max(best, candidate);
                bestCentre = TLanes.Select(better, TLanes.All(template.Centre), bestCentre);
                bestWidth = TLanes.Select(better, TLanes.All(template.Width), bestWidth);
                bestDepth = TLanes.Select(better, correlation * TLanes.All(template.DepthPerCorrelation), bestDepth);
            }
        centre = bestCentre;
        width = bestWidth;
        depth = bestDepth;
        response = best;
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
            _coefficients.Add(value / norm);
    }

    private readonly record struct Template(int First, int Count, int Start, double Centre, double Width, double DepthPerCorrelation);
}
