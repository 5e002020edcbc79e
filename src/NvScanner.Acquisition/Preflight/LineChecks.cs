using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Evaluation;
using NvScanner.Physics;
using NvScanner.Physics.Spin;

namespace NvScanner.Acquisition.Preflight;

/// <summary>Predicts the resonances of a plan, widened by the field that the sample may add, and compares them with windows and microwave chain.</summary>
internal static class LineChecks
{
    // physics page, section a: warn on mixing, on a tilted response axis and near the anticrossings
    private const double LeastMsZeroWeight = 0.98;
    private const double LargestTiltDegrees = 5;
    private const double NearAnticrossingTesla = 5e-3;
    private const double ExcitedStateSplittingHz = 1.42e9;

    /// <summary>The band that a line can sweep over, in Hz.</summary>
    public static (double FromHz, double ToHz) Band(FieldModel model, NvLine line, double expectedTesla)
    {
        List<double> frequencies = [model.LinesAt(-expectedTesla)[line], model.LinesAt(0)[line], model.LinesAt(expectedTesla)[line]];
        // where the field along the axis may pass through zero the line turns back there
        if (expectedTesla > Math.Abs(model.BiasInNvFrame.Z))
            frequencies.Add(model.LinesAt(-model.BiasInNvFrame.Z)[line]);
        return (frequencies.Min(), frequencies.Max());
    }

    public static IEnumerable<NvLine> Measured(MeasuredLines lines) => lines switch
    {
        MeasuredLines.Lower => [NvLine.Lower],
        MeasuredLines.Upper => [NvLine.Upper],
        _ => [NvLine.Lower, NvLine.Upper],
    };

    /// <summary>Measured lines that can leave every window, or the amplifier's band.</summary>
    public static IEnumerable<PlanProblem> Problems(ScanPlan plan, RigProfile profile, FieldModel model)
    {
        var expected = Math.Abs(plan.ExpectedField.Tesla);
        foreach (var line in Measured(plan.Protocol.Lines))
        {
            var (from, to) = Band(model, line, expected);
            var name = line == NvLine.Lower ? "lower" : "upper";
            var predicted = $"the {name} line is predicted at {new Frequency(model.LinesAt(0)[line])}";
            if (expected > 0)
                predicted += $", from {new Frequency(from)} to {new Frequency(to)} with the expected field of {plan.ExpectedField},";
            if (!plan.Protocol.Windows.Any(window => window.Contains(from) && window.Contains(to)))
                yield return new PlanProblem("protocol.frequencies", $"{predicted} and lies inside none of the windows {Describe(plan.Protocol)}; widen a window, change bias-field or measure the other line (protocol.lines)");
            if (profile.MicrowaveChain.AmplifierBand is { } band && !(band.Contains(new Frequency(from)) && band.Contains(new Frequency(to))))
                yield return new PlanProblem("bias-field.magnitude", $"{predicted} and lies outside the amplifier's band, {band}; change bias-field or measure the other line (protocol.lines)");
        }
    }

    /// <summary>A line that is not measured but dips into a window: a fit of one line would take it for the other.</summary>
    public static IEnumerable<PlanProblem> Intruders(ScanPlan plan, RigProfile profile, FieldModel model)
    {
        if (plan.Protocol.Lines == MeasuredLines.Both)
            yield break;
        var (other, name) = plan.Protocol.Lines == MeasuredLines.Upper ? (NvLine.Lower, "lower") : (NvLine.Upper, "upper");
        var (from, to) = Band(model, other, Math.Abs(plan.ExpectedField.Tesla));
        // its wing reaches half a width beyond its outermost hyperfine component
        var offsets = HyperfineStructure.OffsetsHz(FieldModel.IsotopeOf(profile.Tip));
        var reach = 0.5 * profile.Tip.ExpectedLinewidth.Hertz + (offsets.Length > 0 ? offsets[^1] : 0);
        foreach (var window in plan.Protocol.Windows.Where(w => to + reach >= w.FromHz && from - reach <= w.ToHz))
        {
            yield return new PlanProblem("protocol.lines",
                $"only one line is measured, but the {name} line, predicted at {new Frequency(model.LinesAt(0)[other])}, dips into the window {new Frequency(window.FromHz)} to {new Frequency(window.ToHz)} too and would be taken for it; narrow the window (protocol.frequencies) or measure both lines");
        }
    }

    /// <summary>Fields at which the spin states mix or the nucleus polarises.</summary>
    public static IEnumerable<string> Warnings(FieldModel model)
    {
        var ground = NvGroundState.Levels(model.ZeroFieldSplittingHz, 0, model.BiasInNvFrame);
        var excited = NvGroundState.Levels(ExcitedStateSplittingHz, 0, model.BiasInNvFrame);
        var along = Math.Abs(model.BiasInNvFrame.Z);
        foreach (var (name, splittingHz) in new[] { ("excited-state", ExcitedStateSplittingHz), ("ground-state", model.ZeroFieldSplittingHz) })
        {
            var crossing = splittingHz / PhysicalConstants.GyromagneticRatioHzPerTesla;
            if (Math.Abs(along - crossing) < NearAnticrossingTesla)
                yield return $"the bias along the NV, {new MagneticField(along)}, is near the {name} level anticrossing at {new MagneticField(crossing)}: nuclear polarisation makes the hyperfine lines uneven";
        }

        if (along > model.ZeroFieldSplittingHz / PhysicalConstants.GyromagneticRatioHzPerTesla)
            yield return "the bias along the NV is above the ground-state level anticrossing: B_parallel from the fitted lines is not valid there";
        // above its anticrossing the excited state's lowest level is ms = -1 by itself: what counts is the weight shared, not the order
        if (BrightestWeight(ground) < LeastMsZeroWeight || BrightestWeight(excited) < LeastMsZeroWeight)
        {
            yield return string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"the bias mixes the spin states (ms = 0 weight {BrightestWeight(ground):F3} in the ground, {BrightestWeight(excited):F3} in the excited state): contrast and photon rate fall");
        }

        if (ground.SplittingHz > 0)
        {
            var tilt = double.RadiansToDegrees(Math.Acos(Math.Clamp(Math.Abs(ground.ResponseAxis().Z), 0, 1)));
            if (tilt > LargestTiltDegrees)
                yield return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"the lines respond to fields along an axis {tilt:F1} degrees off the NV axis");
        }
    }

    private static double BrightestWeight(SpinLevels levels) => Enumerable.Range(0, 3).Max(levels.MsZeroWeight);

    private static string Describe(ProtocolPlan protocol) =>
        string.Join(", ", protocol.Windows.Select(window => $"{new Frequency(window.FromHz)} to {new Frequency(window.ToHz)}"));
}
