using NvScanner.Simulation.Cell;
using NvScanner.Simulation.Cell.Geometry;

namespace NvScanner.Simulation.Tests.Cell.Geometry;

/// <summary>Cells small enough for tests.</summary>
internal static class Cells
{
    /// <summary>12 µm x 6.4 µm x 3 µm: 2 µm of lithium, 3 µm of electrolyte, 7 µm of composite; 60 x 32 x 8 voxels.</summary>
    public static CellGeometry Small { get; } = new()
    {
        LengthMetres = 12e-6,
        WidthMetres = 6.4e-6,
        DepthMetres = 3e-6,
        PitchMetres = 200e-9,
        Layers = 8,
        LithiumMetres = 2e-6,
        CathodeMetres = 7e-6,
        ParticleDiameterMetres = 1.2e-6,
        GrainDiameterMetres = 1.2e-6,
        Cracks = 2,
    };

    /// <summary>Every voxel's bytes, heights and particles as one text, to compare structures.</summary>
    public static string Fingerprint(Microstructure structure)
    {
        var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes))
        {
            foreach (var phase in structure.Phases) writer.Write((byte)phase);
            foreach (var particle in structure.ParticleIndices) writer.Write(particle);
            foreach (var height in structure.HeightsMetres) writer.Write(height);
            foreach (var particle in structure.Particles) writer.Write(particle.ToString());
        }
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes.ToArray()));
    }
}
