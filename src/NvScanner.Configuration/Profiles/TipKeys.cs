using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Configuration.Rules;

namespace NvScanner.Configuration.Profiles;

/// <summary>Keys of the profile's section `tip`.</summary>
internal static class TipKeys
{
    private static readonly TipCalibration Standard = new();

    private static readonly Key<string> Id = new("id", new TextRule(60), "Name of the diamond tip.", required: true);
    private static readonly Key<Frequency> ZeroFieldSplitting = new("zero-field-splitting", Values.Of<Frequency>(atLeast: 2.5e9, atMost: 3.2e9), "Calibrated zero-field splitting D.", Quantity.Format(Standard.ZeroFieldSplitting, 12));
    private static readonly Key<Frequency> Uncertainty = new("zero-field-splitting-uncertainty", Values.Of<Frequency>(atLeast: 0, atMost: 100e6), "One standard deviation of D; becomes the systematic error of a field from a single line.", Quantity.Format(Standard.ZeroFieldSplittingUncertainty, 12));
    private static readonly Key<Length> Standoff = new("standoff-at-contact", Values.Of<Length>(atMost: 1e-5), "Distance of the NV from the sample's surface when the tip is in contact, above 0.", required: true);
    private static readonly Key<string> Nitrogen = new("nitrogen", Values.Word("14N", "15N", "none"), "Nitrogen isotope whose hyperfine lines are seen; none when they are not resolved.", Standard.Nitrogen);
    private static readonly Key<PhotonRate> ExpectedRate = new("expected-rate", Values.Of<PhotonRate>(above: 0, atMost: 1e10), "Expected photon rate off resonance at the usual laser power, for forecasts and the check of the stop rule.", Quantity.Format(Standard.ExpectedRate, 12));
    private static readonly Key<double> ExpectedContrast = new("expected-contrast", new NumberRule(new Bounds(Above: 0, AtMost: 1)), "Expected contrast of one transition, all its hyperfine lines summed.", Standard.ExpectedContrast.ToString(CultureInfo.InvariantCulture));
    private static readonly Key<Frequency> ExpectedLinewidth = new("expected-linewidth", Values.Of<Frequency>(above: 0, atMost: 1e9), "Expected linewidth (FWHM) of one hyperfine line.", Quantity.Format(Standard.ExpectedLinewidth, 12));

    private static readonly Key<Angle> Theta = new("theta", Values.Of<Angle>(atLeast: 0, atMost: 180), "Polar angle from +z, the outward surface normal.", required: true);
    private static readonly Key<Angle> Phi = new("phi", Values.Of<Angle>(atLeast: -360, atMost: 360), "Azimuth from +x, counter-clockwise.", required: true);
    private static readonly Key<AxisAngles> Axis = new("axis", new SectionRule<AxisAngles>("tip.axis", [Theta, Phi], s => new AxisAngles(s.Get(Theta), s.Get(Phi))), "Direction of the NV axis in the sample frame.", required: true);

    private const string NotUsed = "leave it out; no evaluation of this version uses it";

    /// <summary>The section.</summary>
    public static SectionRule<TipCalibration> Section { get; } = new("tip",
        [Id, ZeroFieldSplitting, Uncertainty, Axis, Standoff, Nitrogen, ExpectedRate, ExpectedContrast, ExpectedLinewidth],
        s =>
        {
            if (s.Get(Standoff).Metres <= 0)
                s.Refuse(Standoff, $"{s.Get(Standoff)}: at a stand-off of 0 or less the NV would lie in the sample; write what was measured for this tip, typically 50 to 60 nm");
            return Calibration(s);
        },
        [
            new("strain", "the tip's strain splitting E is", NotUsed),
            new("saturation", "the tip's saturation power is", NotUsed),
            new("sensitivity", "the tip's sensitivity is", "write expected-rate, expected-contrast and expected-linewidth, from which it follows"),
        ]);

    private static TipCalibration Calibration(SectionValues s) => new()
    {
        Id = s.Get(Id),
        ZeroFieldSplitting = s.Get(ZeroFieldSplitting),
        ZeroFieldSplittingUncertainty = s.Get(Uncertainty),
        AxisTheta = s.Get(Axis).Theta,
        AxisPhi = s.Get(Axis).Phi,
        StandoffAtContact = s.Get(Standoff),
        Nitrogen = s.Get(Nitrogen),
        ExpectedRate = s.Get(ExpectedRate),
        ExpectedContrast = s.Get(ExpectedContrast),
        ExpectedLinewidth = s.Get(ExpectedLinewidth),
    };

    private sealed record AxisAngles(Angle Theta, Angle Phi);
}
