using NvScanner.Physics;
using NvScanner.Simulation.Cell;
using NvScanner.Simulation.Noise;

namespace NvScanner.Simulation.Tests.Cell.Currents;

/// <summary>Small blocks whose currents are known, and random ones.</summary>
internal static class TestStructures
{
    public const double Pitch = 0.5e-6;

    /// <summary>A block of which a rule says what fills each voxel; every lump of LixCoO2 is particle 0 unless the second rule says otherwise.</summary>
    public static Microstructure Block(int columns, int rows, double[] boundaries, Func<int, int, int, Phase> phaseAt, Func<int, int, int, short>? particleAt = null)
    {
        var layers = boundaries.Length - 1;
        var phases = new Phase[columns * rows * layers];
        var particles = new short[phases.Length];
        for (var i = 0; i < phases.Length; i++)
        {
            var (column, row, layer) = (i % columns, i / columns % rows, i / columns / rows);
            phases[i] = phaseAt(column, row, layer);
            particles[i] = phases[i] == Phase.CobaltOxide ? particleAt?.Invoke(column, row, layer) ?? 0 : Microstructure.NoParticle;
        }
        var list = Enumerable.Range(0, Math.Max(0, (int)particles.Max()) + 1).Select(_ => new CathodeParticle(Vector3d.Zero, 1e-6, 1e-18, 0, false)).ToArray();
        return new Microstructure(columns, rows, Pitch, boundaries, phases, particles, new double[columns * rows], list);
    }

    /// <summary>Li, LLZO and LixCoO2 in plates of 2, 4 and 6 columns.</summary>
    public static Microstructure Plates() => Block(12, 3, [0, -0.4e-6, -1e-6], (column, _, _) => column < 2 ? Phase.LithiumMetal : column < 6 ? Phase.Electrolyte : Phase.CobaltOxide);

    /// <summary>As <see cref="Plates"/>, with random holes, boundaries and catholyte; two particles, one to each side of a cut.</summary>
    public static Microstructure Random(int seed)
    {
        var random = new CounterRandom((ulong)seed, RandomPurpose.Position, 0, 0, 0);
        return Block(
            14, 5, [0, -0.3e-6, -0.8e-6, -1.6e-6],
            (column, _, _) =>
            {
                var u = random.NextDouble();
                if (column == 0) return Phase.LithiumMetal;
                if (column < 3) return u < 0.8 ? Phase.LithiumMetal : Phase.Electrolyte;
                if (column < 7) return u < 0.6 ? Phase.Electrolyte : u < 0.8 ? Phase.GrainBoundary : u < 0.9 ? Phase.Void : Phase.Dendrite;
                return u < 0.5 || column == 13 ? Phase.CobaltOxide : u < 0.9 ? Phase.Electrolyte : Phase.Void;
            },
            (_, row, _) => (short)(row < 2 ? 0 : 1));
    }

    /// <summary>The same block with every row moved on by one, the last to the first.</summary>
    public static Microstructure ShiftedByOneRow(Microstructure structure) => Block(
        structure.Columns, structure.Rows, [.. structure.LayerBoundariesMetres],
        (column, row, layer) => structure.Phases[structure.IndexOf(column, Before(row, structure.Rows), layer)],
        (column, row, layer) => structure.ParticleIndices[structure.IndexOf(column, Before(row, structure.Rows), layer)]);

    private static int Before(int row, int rows) => (row + rows - 1) % rows;
}
