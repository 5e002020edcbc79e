using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Instruments;

/// <summary>Calibrated facts of one diamond tip.</summary>
public sealed record TipCalibration
{
    /// <summary>Tip id.</summary>
    public string Id { get; init; } = "unnamed";

    /// <summary>Zero-field splitting D.</summary>
    public Frequency ZeroFieldSplitting { get; init; } = new(2.870e9);

    /// <summary>One standard deviation of D; the systematic error of a single-line B.</summary>
    public Frequency ZeroFieldSplittingUncertainty { get; init; } = new(50e3);

    /// <summary>Polar angle of the NV axis from +z.</summary>
    public Angle AxisTheta { get; init; } = new(54.7356103);

    /// <summary>Azimuth of the NV axis from +x, counter-clockwise.</summary>
    public Angle AxisPhi { get; init; }

    /// <summary>NV to sample surface when the tip is in contact.</summary>
    public Length StandoffAtContact { get; init; } = new(55e-9);

    /// <summary>Nitrogen isotope of the NV: "14N", "15N" or "none" when the hyperfine lines are not resolved.</summary>
    public string Nitrogen { get; init; } = "14N";

    /// <summary>Expected photon rate off resonance at the shipped laser power, for forecasts and the stop rule's check.</summary>
    public PhotonRate ExpectedRate { get; init; } = new(300e3);

    /// <summary>Expected contrast of one transition (multiplet summed), for forecasts.</summary>
    public double ExpectedContrast { get; init; } = 0.15;

    /// <summary>Expected linewidth (FWHM of one hyperfine component), for forecasts.</summary>
    public Frequency ExpectedLinewidth { get; init; } = new(6e6);
}
