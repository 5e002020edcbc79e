namespace NvScanner.Simulation.Cell.Geometry;

/// <summary>The way of a dendrite's axis from the lithium to the first voxel that touches a particle.</summary>
/// <param name="Places">Voxels of the axis in their order; each shares a face with the one before.</param>
/// <param name="Layer">The layer in which all of them lie.</param>
internal sealed record DendritePath(IReadOnlyList<(int Column, int Row)> Places, int Layer);
