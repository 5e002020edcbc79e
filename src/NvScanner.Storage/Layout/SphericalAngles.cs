using NvScanner.Abstractions.Quantities;

namespace NvScanner.Storage.Layout;

/// <summary>Directions in the sample frame as the file states them, in degrees.</summary>
internal static class SphericalAngles
{
    /// <summary>Polar angle from +z, 0 to 180.</summary>
    public static double Theta(Vector3 direction) => double.RadiansToDegrees(Math.Atan2(double.Hypot(direction.X, direction.Y), direction.Z));

    /// <summary>Azimuth from +x, counter-clockwise seen from +z, above -180 to 180.</summary>
    public static double Phi(Vector3 direction) => double.RadiansToDegrees(Math.Atan2(direction.Y + 0.0, direction.X)); // + 0.0: a y of -0 would give -180

    /// <summary>Angle between two unit vectors.</summary>
    public static double Between(Vector3 a, Vector3 b) => double.RadiansToDegrees(2 * Math.Asin(Math.Clamp((a - b).Length / 2, 0, 1)));
}
