using NvScanner.Physics;

namespace NvScanner.Simulation.Samples;

/// <summary>LixCoO2 particles of different lithium content within 4 µm x 4 µm of a polished face, magnetised by the bias field.</summary>
internal sealed class CobaltOxideParticlesSample : ISample
{
    private readonly CobaltOxideParticle[] _particles =
    [
        CobaltOxideParticle.Block(0.9e-6, 0.9e-6, 0.8e-6, 0.6e-6, 0.8e-6, 40e-9, 1.00),
        CobaltOxideParticle.Block(2.6e-6, 0.8e-6, 1.0e-6, 0.7e-6, 1.0e-6, 25e-9, 0.85),
        CobaltOxideParticle.Block(1.1e-6, 2.4e-6, 0.9e-6, 1.1e-6, 1.2e-6, 60e-9, 0.60),
        CobaltOxideParticle.Block(2.8e-6, 2.2e-6, 0.6e-6, 0.6e-6, 0.7e-6, 30e-9, 0.70),
        CobaltOxideParticle.Block(2.0e-6, 3.5e-6, 0.7e-6, 0.5e-6, 0.6e-6, 35e-9, 0.95),
        CobaltOxideParticle.Sphere(3.3e-6, 3.3e-6, 0.4e-6, 80e-9, 0.50),
    ];

    public double HeightAt(double x, double y)
    {
        var height = 0.0;
        foreach (var particle in _particles) height = Math.Max(height, particle.HeightAt(x, y));
        return height;
    }

    public Vector3d FieldAt(Vector3d position, in SampleConditions conditions)
    {
        var field = Vector3d.Zero;
        foreach (var particle in _particles) field += particle.FieldAt(position, conditions.BiasTesla);
        return field;
    }

    public double LithiumContentAt(double x, double y, in SampleConditions conditions)
    {
        foreach (var particle in _particles)
            if (particle.Covers(x, y)) return particle.LithiumContent;
        return double.NaN;
    }

    public Vector3d SheetCurrentAt(double x, double y, in SampleConditions conditions) => Vector3d.Zero;
}
