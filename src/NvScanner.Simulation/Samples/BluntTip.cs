namespace NvScanner.Simulation.Samples;

/// <summary>How a blunt tip sees edges: it stays up until its rim, not its centre, has passed them.</summary>
internal static class BluntTip
{
    private const double Radius = 120e-9;
    private const double EdgeWidth = 15e-9;

    /// <summary>Height seen over a plateau of the given height, at a signed distance (positive inside) from its edge; metres.</summary>
    public static double Over(double height, double distanceInside) =>
        height / (1 + Math.Exp(-(distanceInside + Radius) / EdgeWidth));

    /// <summary>Signed distance from the edge of a rectangle, positive inside.</summary>
    public static double InsideRectangle(double x, double y, double centreX, double centreY, double sizeX, double sizeY) =>
        Math.Min(0.5 * sizeX - Math.Abs(x - centreX), 0.5 * sizeY - Math.Abs(y - centreY));
}
