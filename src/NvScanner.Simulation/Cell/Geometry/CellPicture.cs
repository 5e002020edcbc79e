using System.Globalization;
using NvScanner.Simulation.Samples;

namespace NvScanner.Simulation.Cell.Geometry;

/// <summary>A generated cell as label images: its face, and the cut that shows most of its dendrite, else the middle.</summary>
internal static class CellPicture
{
    private static readonly string[] PhaseNames = ["pore or crack", "lithium", "LLZO grain", "grain boundary", "LixCoO2", "dendrite"];

    /// <summary>The picture of a structure that was made from a geometry.</summary>
    public static SamplePicture Of(Microstructure structure, CellGeometry geometry, ulong seed)
    {
        var row = RowOfInterest(structure);
        return new SamplePicture
        {
            Title = "battery-cross-section: Li | LLZO | LixCoO2 in LLZO",
            Facts = Facts(structure, geometry, seed),
            Phases = PhaseNames,
            Face = FaceOf(structure),
            Section = SectionOf(structure, row),
            SectionYMetres = (row + 0.5) * structure.PitchMetres,
        };
    }

    private static string[] Facts(Microstructure structure, CellGeometry geometry, ulong seed)
    {
        var oxide = CellInventory.FractionOf(structure, Phase.CobaltOxide, geometry.CathodeStartMetres, geometry.LengthMetres);
        var pores = CellInventory.FractionOf(structure, Phase.Void, geometry.CathodeStartMetres, geometry.LengthMetres);
        var capacity = CellInventory.ToMilliampereHoursPerSquareCentimetre(CellInventory.ArealCapacity(structure));
        var buried = structure.Particles.Count(particle => particle.IsBuried);
        return
        [
            Say($"{structure.Columns} x {structure.Rows} x {structure.Layers} voxels of {structure.PitchMetres * 1e9:0.#} nm; seed {seed}"),
            Say($"composite: {100 * oxide:0.0} % LixCoO2, {100 * pores:0.0} % pores; {capacity:0.000} mAh/cm² for x from 1 to 0.5"),
            Say($"{structure.Particles.Count} particles, {buried} of them buried; ")
                + (geometry.DendriteFraction == 0 ? "no dendrite" : Say($"dendrite through {100 * geometry.DendriteFraction:0} % of the electrolyte, axis {geometry.DendriteDepthMetres * 1e6:0.##} µm deep")),
        ];
    }

    private static LabelImage FaceOf(Microstructure structure)
    {
        var face = structure.Rows * structure.Columns;
        return new LabelImage(
            [.. structure.Phases[..face].ToArray().Select(phase => (byte)phase)], structure.ParticleIndices[..face].ToArray(),
            Edges(structure.Columns, structure.PitchMetres), Edges(structure.Rows, structure.PitchMetres));
    }

    private static LabelImage SectionOf(Microstructure structure, int row)
    {
        var labels = new byte[structure.Layers * structure.Columns];
        var particles = new short[labels.Length];
        for (var layer = 0; layer < structure.Layers; layer++)
            for (var column = 0; column < structure.Columns; column++)
            {
                var voxel = structure.IndexOf(column, row, layer);
                var place = (structure.Layers - 1 - layer) * structure.Columns + column;
                (labels[place], particles[place]) = ((byte)structure.Phases[voxel], structure.ParticleIndices[voxel]);
            }
        return new LabelImage(labels, particles, Edges(structure.Columns, structure.PitchMetres), [.. structure.LayerBoundariesMetres.Reverse()]);
    }

    private static int RowOfInterest(Microstructure structure)
    {
        var counts = new int[structure.Rows];
        for (var voxel = 0; voxel < structure.Phases.Length; voxel++)
        {
            if (structure.Phases[voxel] == Phase.Dendrite) counts[voxel / structure.Columns % structure.Rows]++;
        }
        var most = counts.Max();
        return most == 0 ? structure.Rows / 2 : Array.IndexOf(counts, most);
    }

    private static double[] Edges(int count, double pitch) => [.. Enumerable.Range(0, count + 1).Select(edge => edge * pitch)];

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
