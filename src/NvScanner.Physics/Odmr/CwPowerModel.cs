namespace NvScanner.Physics.Odmr;

/// <summary>
/// Rate, contrast and linewidth of CW-ODMR against laser power and Rabi frequency (Dréau et al., PRB 84, 195204 (2011)):
/// x = s/(1+s), R = R_inf x, C = Theta W²/(W² + Gp Gc x²), width = Gc/2pi sqrt(x² + W²/(Gp Gc)) plus an inhomogeneous width.
/// </summary>
public sealed record CwPowerModel
{
    /// <summary>Detected photons per second at infinite laser power.</summary>
    public double SaturatedPhotonRate { get; init; } = 250e3;

    /// <summary>Laser power in W at which half of the saturated rate is reached.</summary>
    public double SaturationPowerWatts { get; init; } = 600e-6;

    /// <summary>Theta, the contrast at infinite microwave power.</summary>
    public double MaximumContrast { get; init; } = 0.2;

    /// <summary>Gc, the optical-cycle rate at saturation in 1/s.</summary>
    public double OpticalCycleRate { get; init; } = 8e7;

    /// <summary>Gp, the polarisation rate at saturation in 1/s.</summary>
    public double PolarisationRate { get; init; } = 5e6;

    /// <summary>Inhomogeneous FWHM in Hz, 1/(pi T2*), added to the power-broadened one.</summary>
    public double InhomogeneousWidthHz { get; init; } = 0.9e6;

    /// <summary>Operating point at a laser power (W, at least 0) and a Rabi frequency (ordinary Hz, at least 0).</summary>
    public CwOperatingPoint At(double laserPowerWatts, double rabiFrequencyHz)
    {
        var saturation = laserPowerWatts / SaturationPowerWatts;
        var x = saturation / (1 + saturation);
        var rabi = 2 * Math.PI * rabiFrequencyHz;
        var drive = rabi * rabi / (OpticalCycleRate * PolarisationRate);
        var contrast = drive > 0 ? MaximumContrast * drive / (drive + x * x) : 0;
        var width = OpticalCycleRate / (2 * Math.PI) * Math.Sqrt(x * x + drive) + InhomogeneousWidthHz;
        return new CwOperatingPoint(SaturatedPhotonRate * x, contrast, width);
    }
}
