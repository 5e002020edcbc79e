using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Scanning;

/// <summary>The external field of a run.</summary>
/// <param name="Magnitude">Magnitude.</param>
/// <param name="Theta">Polar angle in the sample frame; null means along the NV axis.</param>
/// <param name="Phi">Azimuth in the sample frame; null means along the NV axis.</param>
public sealed record BiasFieldPlan(MagneticField Magnitude, Angle? Theta = null, Angle? Phi = null)
{
    /// <summary>Whether the field is along the NV axis.</summary>
    public bool AlongNv => Theta is null || Phi is null;

    /// <summary>The field in tesla in the sample frame, for a tip whose axis is given.</summary>
    public Vector3 Vector(Angle nvTheta, Angle nvPhi)
    {
        var (sinTheta, cosTheta) = Math.SinCos((Theta ?? nvTheta).Degrees * Math.PI / 180);
        var (sinPhi, cosPhi) = Math.SinCos((Phi ?? nvPhi).Degrees * Math.PI / 180);
        return Magnitude.Tesla * new Vector3(sinTheta * cosPhi, sinTheta * sinPhi, cosTheta);
    }
}
