using NvScanner.Physics;
using NvScanner.Simulation.Noise;

namespace NvScanner.Simulation.Twin;

/// <summary>The external field: as set, with a slow relative drift and a ripple from sweep to sweep. Tesla, sample frame; not thread safe.</summary>
internal sealed class BiasCoil(double drift, double driftSeconds, double ripple, MeasurementNoise noise, ulong seed, StateChanges changes)
{
    private readonly LatticeWalk _drift = LatticeWalk.Fluctuating(seed, RandomPurpose.BiasDrift, 0, drift, driftSeconds);
    private Vector3d _set;

    /// <summary>Whether the field changes by itself.</summary>
    public bool IsRestless => drift != 0 || ripple != 0;

    public bool HasRipple => ripple != 0;

    public Vector3d Set
    {
        get => _set;
        set
        {
            _set = value;
            changes.Note();
        }
    }

    /// <summary>The field without its ripple, as a meter sees it that is slower than that.</summary>
    public Vector3d MeanAt(double now) => _set * (1 + _drift.At(now));

    /// <summary>The field now; the ripple is one number per look along the field.</summary>
    public Vector3d At(double now)
    {
        var field = MeanAt(now);
        if (ripple == 0 || _set.NormSquared == 0) return field;
        return field + _set.Normalized() * noise.Normal(RandomPurpose.BiasRipple, ripple);
    }
}
