namespace NvScanner.Physics.Spin;

/// <summary>Field magnitude and angle from both transitions, exact for any field below the ground-state level anticrossing.</summary>
/// <remarks>
/// With delta = (f1 + f2 - 2D)/3 and Delta = f2 - f1 the levels of <see cref="NvGroundState"/> solve in closed form. Only |B| and |cos theta| are
/// observable. A wrong D is fatal at small fields: delta|B| = -D deltaD/(3 gamma² |B|), 18 µT per kelvin at 5 mT.
/// </remarks>
public static class FieldInversion
{
    /// <summary>
    /// Squares of the axial and transverse field in T² for known D and strain E (Hz), E's axis at the azimuth phi from the transverse
    /// field with <paramref name="cosTwicePhi"/> = cos 2phi. Noise may make either negative; the caller clamps and flags.
    /// </summary>
    public static (double AxialSquared, double TransverseSquared) SquaredComponents(
        TransitionPair transitions, double zeroFieldSplittingHz, double strainHz = 0, double cosTwicePhi = 1)
    {
        double d = zeroFieldSplittingHz, e = strainHz, strainAlong = strainHz * cosTwicePhi;
        var delta = (transitions.LowerHz - d + (transitions.UpperHz - d)) / 3;
        var splitting = transitions.UpperHz - transitions.LowerHz;
        var total = d * delta + 0.75 * delta * delta + 0.25 * splitting * splitting - e * e;
        var axial = (total * (d + delta - strainAlong) - delta * ((d + delta - e) * (d + delta + e))) / (d - strainAlong);
        const double gammaSquared = PhysicalConstants.GyromagneticRatioHzPerTesla * PhysicalConstants.GyromagneticRatioHzPerTesla;
        return (axial / gammaSquared, (total - axial) / gammaSquared);
    }

    /// <summary>
    /// Field magnitude (T) and D (Hz) for a known angle to the axis, given as cos² theta, without strain: the measured shift of the mean is
    /// shared between D and the transverse field. Returns NaN where the pair fits no field at that angle.
    /// </summary>
    public static (double MagnitudeTesla, double ZeroFieldSplittingHz) AtKnownAngle(TransitionPair transitions, double cosSquaredTheta)
    {
        var mean = 0.5 * (transitions.LowerHz + transitions.UpperHz);
        var half = 0.5 * (transitions.UpperHz - transitions.LowerHz);
        double cosSquared = cosSquaredTheta, sinSquared = 1 - cosSquaredTheta;

        // sin² axial² = cos² transverse² with D = mean - 3/2 delta; the difference falls from delta = 0 to delta = Delta
        double low = 0, high = 2 * half, delta = cosSquared > 0.5 ? low : high;
        for (var step = 0; step < 200 && high - low > 1e-16 * mean; step++)
        {
            var axial = (mean - 0.5 * delta) * (half * half - 0.25 * delta * delta);
            var transverse = delta * (mean - delta - half) * (mean - delta + half);
            var value = sinSquared * axial - cosSquared * transverse;
            if (value == 0) break;
            if (value > 0) low = delta;
            else high = delta;
            var slope = -0.5 * sinSquared * (half * half - 0.25 * delta * delta + delta * (mean - 0.5 * delta))
                - cosSquared * ((mean - delta - half) * (mean - delta + half) - 2 * delta * (mean - delta));
            var next = delta - value / slope;
            if (!(next >= low && next <= high)) next = 0.5 * (low + high);
            if (next == delta) break;
            delta = next;
        }
        var zeroFieldSplitting = mean - 1.5 * delta;
        var (axialSquared, transverseSquared) = SquaredComponents(transitions, zeroFieldSplitting);
        return (Math.Sqrt(axialSquared + transverseSquared), zeroFieldSplitting);
    }
}
