using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;
using NvScanner.Fitting;
using NvScanner.Physics;
using NvScanner.Physics.Spin;

namespace NvScanner.Acquisition.Evaluation;

/// <summary>Everything that turns the fitted lines of one run into field, zero-field splitting and photon rate; fixed before the run starts.</summary>
internal sealed record FieldModel
{
    // a transverse bias below this moves no line by a millihertz: spare the iteration
    private const double NegligibleTransverseTesla = 1e-9;

    public required FitModel Fit { get; init; }

    public required MeasuredLines Lines { get; init; }

    /// <summary>NV axis with n.B > 0 at the bias.</summary>
    public required NvFrame Axis { get; init; }

    /// <summary>The bias in the frame of the NV.</summary>
    public required Vector3d BiasInNvFrame { get; init; }

    public required double ZeroFieldSplittingHz { get; init; }

    public required double ZeroFieldSplittingSigmaHz { get; init; }

    public required double DwellSeconds { get; init; }

    public required double DeadTimeSeconds { get; init; }

    public double TransverseTesla
    {
        get
        {
            var transverse = double.Hypot(BiasInNvFrame.X, BiasInNvFrame.Y);
            return transverse < NegligibleTransverseTesla ? 0 : transverse;
        }
    }

    public int LineCount => CountOf(Lines);

    public static int CountOf(MeasuredLines lines) => lines == MeasuredLines.Both ? 2 : 1;

    public static FieldModel For(ScanPlan plan, RigProfile profile)
    {
        var tip = profile.Tip;
        var bias = plan.BiasField.Vector(tip.AxisTheta, tip.AxisPhi);
        var biasTesla = new Vector3d(bias.X, bias.Y, bias.Z);
        var axis = NvFrame.FromDegrees(tip.AxisTheta.Degrees, tip.AxisPhi.Degrees).OrientedAlong(biasTesla);
        return new FieldModel
        {
            Fit = FitModel.Parse(ResolveName(plan.Protocol, tip)),
            Lines = plan.Protocol.Lines,
            Axis = axis,
            BiasInNvFrame = axis.ToNvFrame(biasTesla),
            ZeroFieldSplittingHz = tip.ZeroFieldSplitting.Hertz,
            ZeroFieldSplittingSigmaHz = tip.ZeroFieldSplittingUncertainty.Hertz,
            DwellSeconds = plan.Protocol.Dwell.TotalSeconds,
            DeadTimeSeconds = DeadTimeOf(profile),
        };
    }

    /// <summary>The name of the model that is fitted: "auto" becomes the multiplet of the tip's nitrogen, so that every pixel, also of a resumed run, is fitted alike.</summary>
    public static string ResolveName(ProtocolPlan protocol, TipCalibration tip)
    {
        if (protocol.FitModel != FitModelNames.Auto)
            return protocol.FitModel;
        var lines = CountOf(protocol.Lines);
        return IsotopeOf(tip) switch
        {
            NitrogenIsotope.Nitrogen14 => $"n14-triplet{lines}",
            NitrogenIsotope.Nitrogen15 => $"n15-doublet{lines}",
            _ => $"lorentzian{lines}",
        };
    }

    public static NitrogenIsotope IsotopeOf(TipCalibration tip) => tip.Nitrogen switch
    {
        "14N" => NitrogenIsotope.Nitrogen14,
        "15N" => NitrogenIsotope.Nitrogen15,
        _ => NitrogenIsotope.None,
    };

    /// <summary>Both lines at the bias with so much added along the NV axis.</summary>
    public TransitionPair LinesAt(double addedAlongAxisTesla) =>
        NvGroundState.Levels(ZeroFieldSplittingHz, 0, BiasInNvFrame with { Z = BiasInNvFrame.Z + addedAlongAxisTesla }).Transitions;

    /// <summary>Unit vector, sample frame, along which the measured lines, and so B_parallel, respond to a small stray field at the bias; points to the side of the axis.</summary>
    public Vector3d ResponseAxis()
    {
        var levels = NvGroundState.Levels(ZeroFieldSplittingHz, 0, BiasInNvFrame);
        var response = Lines switch
        {
            MeasuredLines.Both => levels.ResponseAxis(),
            MeasuredLines.Lower => levels.Gradient(NvLine.Lower).Normalized(),
            _ => levels.Gradient(NvLine.Upper).Normalized(),
        };
        return Axis.ToSampleFrame(response.Z < 0 ? -response : response);
    }

    /// <summary>The field along the axis and D from centres in Hz, variances and covariance in Hz^2; a line that is not measured is ignored.</summary>
    public AxialField FieldOf(double firstHz, double secondHz, double firstVariance, double secondVariance, double covariance) => Lines switch
    {
        MeasuredLines.Both => AxialField.FromPair(firstHz, secondHz, firstVariance, secondVariance, covariance, TransverseTesla),
        MeasuredLines.Lower => SingleLine(NvLine.Lower, firstHz, firstVariance),
        _ => SingleLine(NvLine.Upper, firstHz, firstVariance),
    };

    /// <summary>One standard error of B_parallel in T that all pixels share, at the bias.</summary>
    public double SystematicTesla()
    {
        var lines = LinesAt(0);
        return Lines == MeasuredLines.Upper
            ? FieldOf(lines.UpperHz, double.NaN, 0, 0, 0).ParallelSystematicTesla
            : FieldOf(lines.LowerHz, lines.UpperHz, 0, 0, 0).ParallelSystematicTesla;
    }

    private AxialField SingleLine(NvLine line, double frequencyHz, double variance) =>
        AxialField.FromSingleLine(line, frequencyHz, variance, ZeroFieldSplittingHz, ZeroFieldSplittingSigmaHz, TransverseTesla);

    private static double DeadTimeOf(RigProfile profile)
    {
        const string option = "dead-time";
        return profile.Find(InstrumentRoles.Counter) is { } counter && counter.Options.ContainsKey(option)
            ? counter.Get<Duration>(option).Seconds // tens of nanoseconds: a TimeSpan would round them to nothing
            : 0;
    }
}
