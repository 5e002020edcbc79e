using NvScanner.Fitting.Profiles;
using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>A model over lanes: mu = baseline - sum of depth P(2 (x - centre - offset) / width), with its derivatives.</summary>
/// <remarks>The width's parameter in derivatives and steps is its logarithm, in the parameter list the width itself.</remarks>
internal abstract unsafe class SpectrumModel<TLanes>(ParameterLayout layout, FitModel name, FrequencyGrid grid)
    where TLanes : unmanaged, ILanes<TLanes>
{
    public ParameterLayout Layout { get; } = layout;

    /// <summary>The public name of the model.</summary>
    public FitModel Name { get; } = name;

    /// <summary>Offsets of the multiplet's components.</summary>
    public double[] Offsets { get; } = Array.ConvertAll(ModelCurve.Offsets(name.Multiplet).ToArray(), hz => hz / FrequencyGrid.UnitHz);

    protected FrequencyGrid Grid { get; } = grid;

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

    /// <summary>Values and derivatives of points [first, first + count): row a of the derivatives starts at a * stride.</summary>
    public abstract void Evaluate(TLanes* parameters, int first, int count, TLanes* values, TLanes* derivatives, int stride);

    /// <summary>Adds depth P of one line to `values` at every point of the grid.</summary>
    public abstract void AddLine(TLanes centre, TLanes width, TLanes depth, TLanes mixing, TLanes* values);
}
