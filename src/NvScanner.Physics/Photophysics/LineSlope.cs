using NvScanner.Physics.Spin;

namespace NvScanner.Physics.Photophysics;

/// <summary>Hz by which a line moves per Hz of axial field: -1 and +1 for an unmixed spin.</summary>
internal static class LineSlope
{
    // where levels meet the gradient has no value: there an axial field is taken to act with its full strength
    public static double Of(in SpinLevels levels, NvLine line)
    {
        var slope = levels.Gradient(line).Z / PhysicalConstants.GyromagneticRatioHzPerTesla;
        return double.IsFinite(slope) ? Math.Clamp(slope, -2, 2) : line == NvLine.Lower ? -1 : 1;
    }
}
