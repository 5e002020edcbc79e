using NvScanner.Fitting.Profiles;
using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>A model over lanes: mu = baseline - sum of depth P(2 (x - centre - offset) / width), with its derivatives.</summary>
/// <remarks>The width's parameter in derivatives and steps is its logarithm, in the parameter list the width itself.</remarks>
internal abstract unsafe class SpectrumModel<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>The most points that are evaluated at once, so that what they need stays in the first cache; rows of derivatives are this far apart.</summary>
    public const int Chunk = 36;

    protected SpectrumModel(ParameterLayout layout, FitModel name, FrequencyGrid grid)
    {
        Layout = layout;
        Name = name;
        Grid = grid;
        Offsets = Array.ConvertAll(ModelCurve.Offsets(name.Multiplet).ToArray(), hz => hz / FrequencyGrid.UnitHz);
        Positions = new LaneNumbers<TLanes>(grid.Positions);
        LaneOffsets = new LaneNumbers<TLanes>(Offsets);
    }

    public ParameterLayout Layout { get; }

    /// <summary>The public name of the model.</summary>
    public FitModel Name { get; }

    /// <summary>Offsets of the multiplet's components.</summary>
    public double[] Offsets { get; }

    protected FrequencyGrid Grid { get; }

    protected LaneNumbers<TLanes> Positions { get; }

    protected LaneNumbers<TLanes> LaneOffsets { get; }

    public static SpectrumModel<TLanes> Create(FitModel name, int baselineTerms, int lines, bool equalWidths, FrequencyGrid grid)
    {
        ParameterLayout layout = new(baselineTerms, lines, name.Shape == LineShape.Voigt && lines > 0, equalWidths);
        return name.Shape switch
        {
            LineShape.Lorentzian => new SpectrumModel<TLanes, LorentzianProfile>(layout, name, grid),
            LineShape.Gaussian => new SpectrumModel<TLanes, GaussianProfile>(layout, name, grid),
            LineShape.Voigt => new SpectrumModel<TLanes, VoigtProfile>(layout, name, grid),
            LineShape.LorentzianDerivative => new SpectrumModel<TLanes, LorentzianDerivativeProfile>(layout, name, grid),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }

    /// <summary>Values and derivatives of points [first, first + count): row a of the derivatives starts at a * Chunk.</summary>
    public abstract void Evaluate(TLanes* parameters, int first, int count, TLanes* values, TLanes* derivatives);

    /// <summary>
    /// The same for a plain layout, without the factors that are the same at every point: rows of the first parameter on, of a line
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
}
