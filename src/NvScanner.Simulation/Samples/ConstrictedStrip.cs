using NvScanner.Physics;

namespace NvScanner.Simulation.Samples;

/// <summary>
/// A thin conducting strip along +x, |y| &lt; h(x), -thickness &lt; z &lt; 0, whose half width narrows smoothly at x = 0:
/// h = h0 - depth exp(-x²/2s²).
/// </summary>
/// <remarks>
/// The stream function of the film, K = curl(g ẑ), is the solution of Laplace's equation expanded in the slope of the edges to second order,
/// <code>g = (I/2)(eta + c (eta - eta³)),   eta = y/h,   c = (2 h'² - h h'')/6</code>
/// so that the current is free of divergence, tangential to the edges and crowded at the constriction's edges. Biot-Savart's integral is closed
/// over y (K is a polynomial in y on every cross-section), Gauss-Legendre over the depth, and over x' = x + l sinh t the trapezoidal rule, which
/// converges exponentially.
/// </remarks>
internal sealed class ConstrictedStrip(double halfWidth, double constrictionDepth, double constrictionLength, double thickness)
{
    private const double Step = 0.125;
    private const int Steps = 96; // t from -12 to 12: l sinh 12 is some 5 mm
    private const double SmallestScale = 20e-9;

    private static readonly double[] DepthNodes = [0.0694318442029737, 0.3300094782075719, 0.6699905217924281, 0.9305681557970263];
    private static readonly double[] DepthWeights = [0.1739274225687269, 0.3260725774312731, 0.3260725774312731, 0.1739274225687269];

    /// <summary>Half width at x in m.</summary>
    public double HalfWidthAt(double x) => halfWidth - constrictionDepth * Gaussian(x);

    /// <summary>Sheet current (A/m) per ampere at a place; zero beside the strip.</summary>
    public Vector3d SheetCurrentAt(double x, double y)
    {
        var section = SectionAt(x);
        var eta = y / section.HalfWidth;
        if (Math.Abs(eta) > 1) return Vector3d.Zero;
        return new Vector3d(section.Kx0 + section.Kx2 * eta * eta, eta * (section.Ky1 + section.Ky3 * eta * eta), 0);
    }

    /// <summary>Field in T per ampere at a point outside the strip; metres, z = 0 at the top face.</summary>
    public Vector3d FieldAt(Vector3d position)
    {
        var scale = Math.Max(position.Z, SmallestScale);
        double x = 0, y = 0, z = 0;
        for (var node = -Steps; node <= Steps; node++)
        {
            var offset = scale * Math.Sinh(node * Step); // x' - x
            var weight = scale * Math.Cosh(node * Step);
            var section = SectionAt(position.X + offset);
            for (var layer = 0; layer < DepthNodes.Length; layer++)
            {
                var height = position.Z + thickness * DepthNodes[layer];
                var (byX, byY, byZ) = section.FieldIntegrand(-offset, position.Y, height);
                var layerWeight = weight * DepthWeights[layer];
                x += layerWeight * byX;
                y += layerWeight * byY;
                z += layerWeight * byZ;
            }
        }
        return new Vector3d(x, y, z) * (Step * PhysicalConstants.VacuumPermeability / (4 * Math.PI));
    }

    private double Gaussian(double x) => Math.Exp(-0.5 * x * x / (constrictionLength * constrictionLength));

    private CrossSection SectionAt(double x)
    {
        var inverse = 1 / (constrictionLength * constrictionLength);
        var dip = constrictionDepth * Gaussian(x);
        var h = halfWidth - dip;
        var h1 = dip * x * inverse;
        var h2 = dip * inverse * (1 - x * x * inverse);
        var h3 = dip * x * inverse * inverse * (x * x * inverse - 3);
        var c = (2 * h1 * h1 - h * h2) / 6;
        var c1 = (3 * h1 * h2 - h * h3) / 6;
        return new CrossSection(
            h,
            0.5 * (1 + c) / h,
            -1.5 * c / h,
            0.5 * (h1 / h * (1 + c) - c1),
            0.5 * (c1 - 3 * c * h1 / h));
    }

    /// <summary>One cross-section: K_x = Kx0 + Kx2 eta², K_y = Ky1 eta + Ky3 eta³ per ampere.</summary>
    private readonly record struct CrossSection(double HalfWidth, double Kx0, double Kx2, double Ky1, double Ky3)
    {
        /// <summary>Integral over y' of K × r/r³ at a point that lies (dx, y, dz) from the section's middle.</summary>
        public (double X, double Y, double Z) FieldIntegrand(double dx, double y, double dz)
        {
            // polynomials in u = y' - y, eta = (u + y)/h
            double h = HalfWidth, e = y / h, inverse = 1 / h;
            double a0 = Kx0 + Kx2 * e * e, a1 = 2 * Kx2 * e * inverse, a2 = Kx2 * inverse * inverse;
            double b0 = e * (Ky1 + Ky3 * e * e), b1 = (Ky1 + 3 * Ky3 * e * e) * inverse, b2 = 3 * Ky3 * e * inverse * inverse, b3 = Ky3 * inverse * inverse * inverse;

            // J_n = integral of u^n (a² + u²)^(-3/2) from low to high
            double aa = dx * dx + dz * dz, low = -h - y, high = h - y;
            double lowR = Math.Sqrt(aa + low * low), highR = Math.Sqrt(aa + high * high);
            var j0 = Math.CopySign(1, low) / (lowR * (lowR + Math.Abs(low))) - Math.CopySign(1, high) / (highR * (highR + Math.Abs(high)));
            if (low < 0 && high >= 0) j0 += 2 / aa;
            var j1 = 1 / lowR - 1 / highR;
            double j2 = 0, j3 = 0;
            if (Kx2 != 0 || Ky3 != 0)
            {
                j2 = LogarithmOfRatio(low, lowR, high, highR, aa) - high / highR + low / lowR;
                j3 = highR + aa / highR - lowR - aa / lowR;
            }
            var kx = a0 * j0 + a1 * j1 + a2 * j2;
            var ky = b0 * j0 + b1 * j1 + b2 * j2 + b3 * j3;
            return (ky * dz, -kx * dz, -(a0 * j1 + a1 * j2 + a2 * j3) - ky * dx);
        }

        // ln((high + highR)/(low + lowR)) without cancellation on the negative side
        private static double LogarithmOfRatio(double low, double lowR, double high, double highR, double aa) =>
            high <= 0 ? Math.Log((lowR - low) / (highR - high))
            : low >= 0 ? Math.Log((high + highR) / (low + lowR))
            : Math.Log((high + highR) * (lowR - low) / aa);
    }
}
