namespace NvScanner.Physics.Spin;

/// <summary>
/// Exact levels of H/h = D(Sz² - 2/3) + E(Sx² - Sy²) + gamma B·S in the NV frame.
/// </summary>
/// <remarks>
/// The textbook arccos of the characteristic cubic loses half of the digits where two levels meet. Written in the shift
/// delta = -2D/3 - lambda_lowest by which the lowest level lies below its place at zero field, with b = gamma B and c = cos 2phi,
/// <code>delta ((D + delta)² - bz² - E²) = b_perp² (D + delta - E c)</code>
/// the cubic is well conditioned everywhere, and both transitions follow without cancellation:
/// <code>f = D + (3 delta -+ Delta)/2,   Delta² = 4(E² + bz²) + delta² + 4 delta (E c (D + delta) - bz² - E²)/(D + delta - E c)</code>
/// </remarks>
public static class NvGroundState
{
    private const int MaximumNewtonSteps = 60;

    /// <summary>Levels at a field given in the NV frame (tesla), for zero-field splitting D and strain E (Hz, |E| below D).</summary>
    public static SpinLevels Levels(double zeroFieldSplittingHz, double strainHz, Vector3d fieldTesla)
    {
        var b = fieldTesla * PhysicalConstants.GyromagneticRatioHzPerTesla;
        double d = zeroFieldSplittingHz, e = strainHz;
        var transverseSquared = b.X * b.X + b.Y * b.Y;
        var strainAlong = transverseSquared > 0 ? e * (b.X * b.X - b.Y * b.Y) / transverseSquared : 0; // E cos 2phi
        var delta = LowestLevelShift(d, e, b.Z, transverseSquared, strainAlong);
        var axialSquared = b.Z * b.Z + e * e;
        var splittingSquared = 4 * axialSquared + delta * delta
            + 4 * delta * (strainAlong * (d + delta) - axialSquared) / (d + delta - strainAlong);
        return new SpinLevels(d, e, b, delta, Math.Sqrt(Math.Max(0, splittingSquared)));
    }

    /// <summary>
    /// Transition frequencies of a centre of the given orientation in a field given in the sample frame (tesla), for zero-field splitting and strain in Hz.
    /// </summary>
    public static TransitionPair Transitions(
        NvFrame frame, Vector3d fieldTesla, double zeroFieldSplittingHz = PhysicalConstants.NominalZeroFieldSplittingHz, double strainHz = 0) =>
        Levels(zeroFieldSplittingHz, strainHz, frame.ToNvFrame(fieldTesla)).Transitions;

    /// <summary>
    /// Largest root of delta³ + 2D delta² + (D² - bz² - E² - b_perp²) delta - b_perp² (D - E c). Without the cubic term the root lies
    /// above the true one, and the cubic is convex there, so that Newton's steps fall monotonically onto it.
    /// </summary>
    private static double LowestLevelShift(double d, double e, double bz, double transverseSquared, double strainAlong)
    {
        var linear = (d - bz) * (d + bz) - e * e - transverseSquared;
        var constant = transverseSquared * (d - strainAlong);
        var root = Math.Sqrt(linear * linear + 8 * d * constant);
        var delta = linear > 0 ? 2 * constant / (linear + root) : (root - linear) / (4 * d);
        for (var step = 0; step < MaximumNewtonSteps; step++)
        {
            var value = ((delta + 2 * d) * delta + linear) * delta - constant;
            var slope = (3 * delta + 4 * d) * delta + linear;
            if (!(value > 0) || !(slope > 0)) break;
            var next = delta - value / slope;
            if (!(next < delta)) break;
            delta = next;
        }
        return delta;
    }
}
