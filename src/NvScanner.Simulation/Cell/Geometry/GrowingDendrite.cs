namespace NvScanner.Simulation.Cell.Geometry;

/// <summary>A structure whose dendrite grows on along its path; a longer dendrite contains every shorter one. Immutable.</summary>
internal sealed class GrowingDendrite(Microstructure start, CellGeometry geometry, DendritePath path)
{
    /// <summary>
    /// The structure with lithium as far as a part of the electrolyte, from what it has at the start to less than 1; 1 and more touch the positive electrode.
    /// What else is in its way than electrolyte, a crack for example, stays.
    /// </summary>
    public Microstructure At(double fraction)
    {
        if (fraction <= geometry.DendriteFraction) return start;
        var block = new VoxelBlock(geometry, start);
        DendriteGrowth.Fill(block, path, fraction);
        return start.WithPhases(block.Phases);
    }
}
