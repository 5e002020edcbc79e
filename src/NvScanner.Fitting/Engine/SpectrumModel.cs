using System.Runtime.CompilerServices;
using NvScanner.Fitting.Profiles;
using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>A model over lanes: mu = baseline - sum of depth P(2 (x - centre - offset) / width), with its derivatives.</summary>
/// <remarks>The width's parameter in derivatives and steps is its logarithm, in the parameter list the width itself.</remarks>
internal abstract unsafe class SpectrumModel<TLanes> : LaneModel<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private const double LargestWidthStep = 0.7;

    /// <summary>Fitted spacings of hyperfine components lie between these fractions of the nominal one: a transverse field changes it by a quarter.</summary>
    private const double SmallestSpacing = 0.5;

    private const double LargestSpacing = 1.5;

    private readonly LaneBuffer<TLanes> _factors;
    private readonly LaneBuffer<TLanes> _values = new(Chunk);

    protected SpectrumModel(ParameterLayout layout, FitModel name, FrequencyGrid grid)
    {
        Layout = layout;
        Name = name;
        Grid = grid;
        Offsets = Array.ConvertAll(ModelCurve.Offsets(name.Multiplet).ToArray(), hz => hz / FrequencyGrid.UnitHz);
        Positions = new LaneNumbers<TLanes>(grid.Positions);
        LaneOffsets = new LaneNumbers<TLanes>(Offsets);
        NominalSpacing = Offsets.Length > 1 ? Offsets[1] - Offsets[0] : 0;
        IsSingleLorentzian = name.Shape == LineShape.Lorentzian && Offsets.Length == 1;
        _factors = new LaneBuffer<TLanes>(layout.Count);
    }

    public ParameterLayout Layout { get; }

    /// <summary>The public name of the model.</summary>
    public FitModel Name { get; }

    /// <summary>Offsets of the multiplet's components.</summary>
    public double[] Offsets { get; }

    /// <summary>Distance of neighbouring components as it is known beforehand; 0 without a multiplet.</summary>
    public double NominalSpacing { get; }

    public override int Count => Layout.Count;

    protected FrequencyGrid Grid { get; }

    /// <summary>Every line is one Lorentzian, whose derivatives are polynomials in P and u.</summary>
    protected bool IsSingleLorentzian { get; }

    protected LaneNumbers<TLanes> Positions { get; }

    protected LaneNumbers<TLanes> LaneOffsets { get; }

    public static SpectrumModel<TLanes> Create(FitModel name, int baselineTerms, int lines, Ties ties, FrequencyGrid grid)
    {
        ParameterLayout layout = new(baselineTerms, lines, name.Shape == LineShape.Voigt && lines > 0, ties);
        return name.Shape switch
        {
            LineShape.Lorentzian => new SpectrumModel<TLanes, LorentzianProfile>(layout, name, grid),
            LineShape.Gaussian => new SpectrumModel<TLanes, GaussianProfile>(layout, name, grid),
            LineShape.Voigt => new SpectrumModel<TLanes, VoigtProfile>(layout, name, grid),
            LineShape.LorentzianDerivative => new SpectrumModel<TLanes, LorentzianDerivativeProfile>(layout, name, grid),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }

    /// <summary>
    /// Values and derivatives for a plain layout, without the factors that are the same at every point: rows of the first parameter on, of a line
    /// (sum of P', sum of P, sum of u P') or, of single Lorentzians, (u P^2, P, P^2).
    /// </summary>
    public abstract void EvaluateRows(TLanes* parameters, int first, int count, TLanes* values, TLanes* rows);

    /// <summary>
    /// The rows, and weights 1 / mu and residuals (n - mu) / mu of counts, where mu is not below `floor`; chiSquared += sum of (n - mu)^2 / mu.
    /// </summary>
    public void EvaluateCounts(
        TLanes* parameters, int first, int count, TLanes* counts, TLanes floor, TLanes* rows, TLanes* weights, TLanes* weightedResiduals, ref TLanes chiSquared)
    {
        if (IsSingleLorentzian && Layout.Lines == 2)
        {
            LorentzianPair<TLanes>.Evaluate(parameters, Positions.Pointer, first, count, counts, floor, rows, weights, weightedResiduals, ref chiSquared);
            return;
        }
        EvaluateRows(parameters, first, count, _values.Pointer, rows);
        Weigh(_values.Pointer, counts, floor, count, weights, weightedResiduals, ref chiSquared);
    }

    /// <summary>Adds the sums over rows of a plain layout to information and gradient.</summary>
    public void AddRows(TLanes* rows, TLanes* weights, TLanes* weightedResiduals, int count, TLanes* information, TLanes* gradient)
    {
        NormalEquations<TLanes>.AddConstant(weights, weightedResiduals, count, information, gradient);
        for (int line = 0; line < Layout.Lines; line++)
        {
            int centre = Layout.Centre(line);
            TLanes* own = rows + centre * Chunk;
            if (IsSingleLorentzian)
                NormalEquations<TLanes>.AddLorentzian(own, Chunk, weights, weightedResiduals, count, centre, information, gradient);
            else
                NormalEquations<TLanes>.AddLine(own, Chunk, weights, weightedResiduals, count, centre, information, gradient);
            for (int other = 0; other < line; other++)
                NormalEquations<TLanes>.AddPair(
                    own, rows + Layout.Centre(other) * Chunk, Chunk, weights, count, centre, Layout.Centre(other), information);
        }
    }

    /// <summary>The same of the gradient alone.</summary>
    public void AddSlopes(TLanes* rows, TLanes* weightedResiduals, int count, TLanes* gradient)
    {
        NormalEquations<TLanes>.AddConstantSlope(weightedResiduals, count, gradient);
        for (int line = 0; line < Layout.Lines; line++)
            NormalEquations<TLanes>.AddSlopes(rows + Layout.Centre(line) * Chunk, Chunk, weightedResiduals, count, gradient + Layout.Centre(line));
    }

    /// <summary>Makes sums over rows of a plain layout those over derivatives.</summary>
    public void Restore(TLanes* parameters, TLanes* information, TLanes* gradient)
    {
        RestoreSlopes(parameters, gradient);
        if (IsSingleLorentzian)
            for (int line = 0; line < Layout.Lines; line++)
                NormalEquations<TLanes>.Subtract(Layout.Width(line), Layout.Depth(line), Layout.Count, information);
        NormalEquations<TLanes>.Rescale(_factors.Pointer, Layout.Count, information);
    }

    /// <summary>The same of the gradient alone.</summary>
    public void RestoreSlopes(TLanes* parameters, TLanes* gradient)
    {
        TLanes* factors = _factors.Pointer;
        factors[0] = TLanes.All(1);
        for (int line = 0; line < Layout.Lines; line++)
        {
            // u P' = 2 (P^2 - P) and P' = -2 u P^2
            if (IsSingleLorentzian)
                gradient[Layout.Width(line)] -= gradient[Layout.Depth(line)];
            TLanes depth = parameters[Layout.Depth(line)], slope = depth * (TLanes.All(2) / parameters[Layout.Width(line)]);
            factors[Layout.Centre(line)] = IsSingleLorentzian ? -(slope + slope) : slope;
            factors[Layout.Depth(line)] = TLanes.All(-1);
            factors[Layout.Width(line)] = IsSingleLorentzian ? depth + depth : depth;
        }
        for (int a = 0; a < Layout.Count; a++)
            gradient[a] *= factors[a];
    }

    /// <summary>True where the second derivatives are known: of single Lorentzians.</summary>
    public bool HasCurvature => IsSingleLorentzian;

    /// <summary>curvature += sums of weighted residuals times P^3 and u P^3 of each line.</summary>
    public void AddCurvature(TLanes* rows, TLanes* weightedResiduals, int count, TLanes* curvature)
    {
        for (int line = 0; line < Layout.Lines; line++)
            AddCubes(rows + Layout.Centre(line) * Chunk, weightedResiduals, count, curvature + 2 * line);
    }

    /// <summary>
    /// What the observed information has above the expected one, less what residuals add to the weights, which is slight: minus the
    /// residuals' sum over the second derivatives; from a gradient that is not restored yet, and the curvature.
    /// </summary>
    public void ObservedPart(TLanes* parameters, TLanes* gradient, TLanes* curvature, TLanes* information)
    {
        new Span<TLanes>(information, NormalEquations<TLanes>.Packed(Layout.Count)).Clear();
        for (int line = 0; line < Layout.Lines; line++)
        {
            int centre = Layout.Centre(line), depth = Layout.Depth(line), width = Layout.Width(line);
            TLanes height = parameters[depth], gain = TLanes.All(2) / parameters[width];
            TLanes odd2 = gradient[centre], even1 = gradient[depth], even2 = gradient[width], even3 = curvature[2 * line], odd3 = curvature[2 * line + 1];
            // P'' = 6 P^2 - 8 P^3, u P'' = 6 u P^2 - 8 u P^3, u^2 P'' = 6 P - 14 P^2 + 8 P^3, P' = -2 u P^2, u P' = 2 P^2 - 2 P
            TLanes* row = information + NormalEquations<TLanes>.Packed(centre);
            row[centre] = height * gain * gain * (TLanes.All(6) * even2 - TLanes.All(8) * even3);
            row = information + NormalEquations<TLanes>.Packed(depth);
            row[centre] = TLanes.All(2) * gain * odd2;
            row = information + NormalEquations<TLanes>.Packed(width);
            row[centre] = height * gain * (TLanes.All(4) * odd2 - TLanes.All(8) * odd3);
            row[depth] = TLanes.All(2) * (even1 - even2);
            row[width] = height * (TLanes.All(4) * even1 - TLanes.All(12) * even2 + TLanes.All(8) * even3);
        }
    }

    /// <summary>Adds depth P of one line to `values` at every point of the grid.</summary>
    public abstract void AddLine(TLanes centre, TLanes width, TLanes depth, TLanes mixing, TLanes* values);

    public override void HoldAtLimits(TLanes* p, TLanes* gradient, TLanes done, TLanes* free)
    {
        if (Layout.HasMixing)
            Hold(Layout.Mixing, 0, 1, p, gradient, done, free);
        if (Layout.HasSpacing)
            Hold(Layout.Spacing, SmallestSpacing * NominalSpacing, LargestSpacing * NominalSpacing, p, gradient, done, free);
        for (int line = 0; line < Layout.Lines; line++)
        {
            Hold(Layout.Centre(line), -Grid.HalfSpan, Grid.HalfSpan, p, gradient, done, free);
            Hold(Layout.Width(line), Grid.NarrowestWidth, Grid.WidestWidth, p, gradient, done, free);
        }
    }

    // A centre moves by at most its line's width, a width by a factor of 1.7; depths and baseline enter linearly and move freely.
    public override void Advance(TLanes* p, TLanes* step, TLanes* trial)
    {
        for (int a = 0; a < Layout.Count; a++)
            trial[a] = p[a] + step[a];
        if (Layout.HasMixing)
            trial[Layout.Mixing] = Clamp(trial[Layout.Mixing], TLanes.All(0), TLanes.All(1));
        if (Layout.HasSpacing)
            trial[Layout.Spacing] = Clamp(
                trial[Layout.Spacing], TLanes.All(SmallestSpacing * NominalSpacing), TLanes.All(LargestSpacing * NominalSpacing));
        for (int line = 0; line < Layout.Lines; line++)
        {
            int centre = Layout.Centre(line), width = Layout.Width(line);
            TLanes moved = p[centre] + Clamp(step[centre], -p[width], p[width]);
            trial[centre] = Clamp(moved, TLanes.All(-Grid.HalfSpan), TLanes.All(Grid.HalfSpan));
            trial[width] = Clamp(
                Stretched(p[width], step[width], LargestWidthStep), TLanes.All(Grid.NarrowestWidth), TLanes.All(Grid.WidestWidth));
        }
    }

    private static void Hold(int a, double low, double high, TLanes* p, TLanes* gradient, TLanes done, TLanes* free) =>
        free[a] = TLanes.Select(done, free[a], Inside(p[a], gradient[a], low, high));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Weigh(
        TLanes* values, TLanes* counts, TLanes floor, int count, TLanes* weights, TLanes* weightedResiduals, ref TLanes chiSquared)
    {
        TLanes sum = chiSquared;
        for (int i = 0; i < count; i++)
        {
            TLanes mean = TLanes.Max(values[i], floor);
            TLanes residual = counts[i] - mean;
            TLanes weight = TLanes.Reciprocal(mean);
            TLanes weighted = residual * weight;
            sum = TLanes.MultiplyAdd(weighted, residual, sum);
            weights[i] = weight;
            weightedResiduals[i] = weighted;
        }
        chiSquared = sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddCubes(TLanes* rows, TLanes* weightedResiduals, int count, TLanes* cubes)
    {
        TLanes even = cubes[0], odd = cubes[1];
        for (int i = 0; i < count; i++)
        {
            TLanes residual = weightedResiduals[i] * rows[Chunk + i];
            even = TLanes.MultiplyAdd(residual, rows[2 * Chunk + i], even);
            odd = TLanes.MultiplyAdd(residual, rows[i], odd);
        }
        cubes[0] = even;
        cubes[1] = odd;
    }
}
