namespace NvScanner.Simulation.Cell.Geometry;

/// <summary>The voxels while they are being filled; the steps of the generator work on it one after the other.</summary>
internal sealed class VoxelBlock
{
    /// <summary>Lithium and electrolyte in plates.</summary>
    public VoxelBlock(CellGeometry geometry) : this(geometry, new Phase[geometry.Columns * geometry.Rows * geometry.Layers], new short[geometry.Columns * geometry.Rows * geometry.Layers])
    {
        Array.Fill(Particles, Microstructure.NoParticle);
        for (var line = 0; line < Rows * Layers; line++)
        {
            var voxels = Phases.AsSpan(line * Columns, Columns);
            voxels.Fill(Phase.Electrolyte);
            voxels[..LithiumColumns].Fill(Phase.LithiumMetal);
        }
    }

    /// <summary>A copy of what is in a structure of a geometry.</summary>
    public VoxelBlock(CellGeometry geometry, Microstructure structure) : this(geometry, structure.Phases.ToArray(), structure.ParticleIndices.ToArray())
    {
    }

    private VoxelBlock(CellGeometry geometry, Phase[] phases, short[] particles)
    {
        Geometry = geometry;
        (Columns, Rows, Layers) = (geometry.Columns, geometry.Rows, geometry.Layers);
        Boundaries = GrowingLayers.Boundaries(geometry);
        (Phases, Particles) = (phases, particles);
        LithiumColumns = (int)Math.Round(geometry.LithiumMetres / geometry.PitchMetres);
        CathodeColumn = Columns - (int)Math.Round(geometry.CathodeMetres / geometry.PitchMetres);
    }

    public CellGeometry Geometry { get; }

    public int Columns { get; }

    public int Rows { get; }

    public int Layers { get; }

    /// <summary>z of the layers' boundaries.</summary>
    public double[] Boundaries { get; }

    /// <summary>[layer, row, column].</summary>
    public Phase[] Phases { get; }

    /// <summary>[layer, row, column].</summary>
    public short[] Particles { get; }

    /// <summary>Columns of lithium metal.</summary>
    public int LithiumColumns { get; }

    /// <summary>First column of the composite.</summary>
    public int CathodeColumn { get; }

    public int IndexOf(int column, int row, int layer) => (layer * Rows + row) * Columns + column;

    public double ThicknessOf(int layer) => Boundaries[layer] - Boundaries[layer + 1];

    public double CentreOf(int layer) => 0.5 * (Boundaries[layer] + Boundaries[layer + 1]);

    /// <summary>Centre of a column along x or of a row along y.</summary>
    public double PlaceOf(int columnOrRow) => (columnOrRow + 0.5) * Geometry.PitchMetres;

    /// <summary>The row that a place beyond the block's sides repeats.</summary>
    public int WrapRow(int row) => (row % Rows + Rows) % Rows;
}
