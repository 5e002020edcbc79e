using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Instruments;

/// <summary>Travel of a stage per axis, in metres, in the sample frame.</summary>
/// <param name="Minimum">Smallest reachable coordinates.</param>
/// <param name="Maximum">Largest reachable coordinates.</param>
/// <param name="Calibrated">False when the axes are volts without a calibration; such a stage says so in its file.</param>
/// <param name="ToleranceMetres">Distance of the position read back from its target, in x and in y, up to which the target counts as reached; infinite where nobody has said.</param>
public sealed record PositionerLimits(Vector3 Minimum, Vector3 Maximum, bool Calibrated = true, double ToleranceMetres = double.PositiveInfinity)
{
    /// <summary>Whether the point is inside the travel of x and y.</summary>
    public bool ContainsLateral(double x, double y) => x >= Minimum.X && x <= Maximum.X && y >= Minimum.Y && y <= Maximum.Y;
}
