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

    protected SpectrumModel(ParameterLayout layout, FitModel name, FrequencyGrid grid)
    {
        Layout = layout;
        Name = name;
        Grid = grid;
        Offsets = Array.ConvertAll(ModelCurve.Offsets(name.Multiplet).ToArray(), hz => hz / FrequencyGrid.UnitHz);
        Positions = new LaneNumbers<TLanes>(grid.Positions);
        LaneOffsets = new LaneNumbers<TLanes>(Offsets);
        NominalSpacing = Offsets.Length > 1 ? Offsets[1] - Offsets[0] : 0;
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
    /// (sum of P', sum of P, sum of u P'), to be multiplied by <see cref="Factors"/>.
    /// </summary>
    public abstract void EvaluateRows(TLanes* parameters, int first, int count, TLanes* values, TLanes* rows);

    /// <summary>What the rows of a plain layout have to be multiplied by to be derivatives.</summary>
    public void Factors(TLanes* parameters, TLanes* factors)
    {
        factors[0] = TLanes.All(1);
        for (int line = 0; line < Layout.Lines; line++)
        {
            TLanes depth = parameters[Layout.Depth(line)];
            factors[Layout.Centre(line)] = depth * (TLanes.All(2) / parameters[Layout.Width(line)]);
            factors[Layout.Depth(line)] = TLanes.All(-1);
            factors[Layout.Width(line)] = depth;
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
}
