using NvScanner.Physics;
using NvScanner.Simulation.Noise;

namespace NvScanner.Simulation.Twin;

/// <summary>Creeping of the tip over the sample as the microscope warms: a way that ends exponentially, and a random walk per axis. A function of the rig's time alone.</summary>
internal sealed class ThermalDrift
{
    private readonly LatticeWalk[] _walks;
    private readonly Vector3d _way;
    private readonly double _decaySeconds;

    /// <param name="seed">Seed of the rig.</param>
    /// <param name="walkMetres">Standard deviation per axis after one hour.</param>
    /// <param name="wayMetres">Length of the way still to go when the rig is made; its direction is random.</param>
    /// <param name="decaySeconds">Time after which 1/e of it is left.</param>
    public ThermalDrift(ulong seed, double walkMetres, double wayMetres, double decaySeconds)
    {
        _walks = [.. Enumerable.Range(0, 3).Select(axis => LatticeWalk.Wandering(seed, RandomPurpose.ThermalDrift, axis, walkMetres))];
        var random = new CounterRandom(seed, RandomPurpose.ThermalDrift, 3, 0, 0);
        var direction = new Vector3d(random.NextNormal(), random.NextNormal(), random.NextNormal());
        _way = direction * (wayMetres / direction.Norm);
        _decaySeconds = decaySeconds;
        IsStill = walkMetres == 0 && wayMetres == 0;
    }

    public bool IsStill { get; }

    /// <summary>Displacement since the rig was made.</summary>
    public Vector3d At(double now) => IsStill
        ? Vector3d.Zero
        : new Vector3d(_walks[0].At(now), _walks[1].At(now), _walks[2].At(now)) + _way * (1 - Math.Exp(-now / _decaySeconds));
}
