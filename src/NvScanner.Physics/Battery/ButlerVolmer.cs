namespace NvScanner.Physics.Battery;

/// <summary>
/// Charge transfer by Butler and Volmer with a transfer coefficient of one half, i = 2 i0 sinh(eta / 2V_T), V_T = RT/F. Currents are positive where
/// they oxidise; i and i0 are both currents in A or both densities in A/m².
/// </summary>
public static class ButlerVolmer
{
    /// <summary>Overpotential in V that drives a current: 2 V_T asinh(i/2i0).</summary>
    public static double Overpotential(double current, double exchangeCurrent, double thermalVolts) =>
        2 * thermalVolts * Math.Asinh(current / (2 * exchangeCurrent));

    /// <summary>Current driven by an overpotential in V.</summary>
    public static double Current(double overpotentialVolts, double exchangeCurrent, double thermalVolts) =>
        2 * exchangeCurrent * Math.Sinh(overpotentialVolts / (2 * thermalVolts));

    /// <summary>d(eta)/di in ohm (ohm m² for densities) at a current: 2 V_T / sqrt(i² + 4 i0²); V_T/i0 at rest.</summary>
    public static double Resistance(double current, double exchangeCurrent, double thermalVolts) =>
        2 * thermalVolts / Math.Sqrt(current * current + 4 * exchangeCurrent * exchangeCurrent);

    /// <summary>Exchange current of an insertion material at lithium content x: k F sqrt(x(1-x)), scaled so that it is <paramref name="atHalf"/> at x = 1/2.</summary>
    public static double ExchangeCurrent(double atHalf, double lithiumContent) =>
        2 * atHalf * Math.Sqrt(lithiumContent * (1 - lithiumContent));
}
