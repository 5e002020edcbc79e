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

    /// <summary>Fields at which the spin states mix, the nucleus polarises or the measured lines respond to another axis.</summary>
    public static IEnumerable<string> Warnings(FieldModel model) =>
        OperatingPointCheck.Warnings(model.ZeroFieldSplittingHz, 0, model.BiasInNvFrame, model.Lines switch
        {
            MeasuredLines.Lower => NvLine.Lower,
            MeasuredLines.Upper => NvLine.Upper,
            _ => null,
        }).Select(warning => warning.Message);

    private static string Describe(ProtocolPlan protocol) =>
        string.Join(", ", protocol.Windows.Select(window => $"{new Frequency(window.FromHz)} to {new Frequency(window.ToHz)}"));
}
