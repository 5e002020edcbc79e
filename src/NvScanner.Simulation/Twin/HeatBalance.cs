using NvScanner.Abstractions.Instruments;
using NvScanner.Simulation.Faults;

namespace NvScanner.Simulation.Twin;

/// <summary>Temperatures of sample and tip. The diamond follows the sample while it is near and is warmed by light and microwaves; all this is fast against a sweep.</summary>
/// <param name="ambientKelvin">Temperature of the surroundings.</param>
/// <param name="tipKelvinPerWatt">Rise of the tip per watt of laser light.</param>
/// <param name="sampleKelvinPerWatt">Rise of the sample under the tip per watt of laser light.</param>
/// <param name="tipKelvinAtZeroDbm">Rise of the tip at 0 dBm of microwaves; proportional to the power.</param>
/// <param name="faults">Faults of the rig.</param>
internal sealed class HeatBalance(double ambientKelvin, double tipKelvinPerWatt, double sampleKelvinPerWatt, double tipKelvinAtZeroDbm, FaultInjector faults)
{
    private const double OverheatingSeconds = 10;

    private readonly FaultLine _overTemperature = faults.Of(FaultKinds.SampleOverTemperature);

    /// <summary>Temperature of the sample as a whole.</summary>
    public double SampleAt(double now, double cellRise) => ambientKelvin + cellRise +
        (_overTemperature.IsOn(now, out var fault) ? fault.Severity * (1 - Math.Exp(-(now - fault.DueSeconds) / OverheatingSeconds)) : 0);

    /// <summary>Temperature of the NV.</summary>
    public double NvAt(double sampleKelvin, double localRise, bool isNear, double laserWatts, double? microwaveDbm) =>
        (isNear ? sampleKelvin + localRise + sampleKelvinPerWatt * laserWatts : ambientKelvin)
        + tipKelvinPerWatt * laserWatts
        + (microwaveDbm is { } dbm ? tipKelvinAtZeroDbm * Math.Pow(10, 0.1 * dbm) : 0);
}
