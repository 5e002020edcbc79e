using NvScanner.Physics;

namespace NvScanner.Simulation.Cell.Electrochemistry;

/// <summary>A cathode without a microstructure: equal particles in equal distances across its thickness.</summary>
internal static class UniformCathode
{
    /// <summary>That many particles, the first half a distance from the electrolyte, the last half a distance from the collector.</summary>
    public static IReadOnlyList<CathodeParticle> Particles(CellDesign design, int count)
    {
        var pitch = design.CathodeThicknessMetres / count;
        var radius = 0.4 * pitch;
        return Enumerable.Range(0, count)
            .Select(i => (i + 0.5) * pitch)
            .Select(distance => new CathodeParticle(new Vector3d(distance, 0, -radius), radius, 4.0 / 3 * Math.PI * radius * radius * radius, distance, IsBuried: true))
            .ToArray();
    }
}
