using NvScanner.Physics;

namespace NvScanner.Simulation.Cell.Currents;

/// <summary>
/// Current density in the voxels of a block at frozen lithium contents and linearised kinetics: J = J_nominal * PerNominal + AtRest, where J_nominal
/// is the cell's current per area of its electrodes, positive when it charges, and AtRest evens out differences between particles.
/// Conventional current, ions and electrons together; the means of PerNominal are (-1, 0, 0).
/// </summary>
internal sealed class CurrentDistribution(
    double[] perNominalX, double[] perNominalY, double[] perNominalZ, double[]? atRestX, double[]? atRestY, double[]? atRestZ, BlockResistance resistance)
{
    /// <summary>What the driven current meets.</summary>
    public BlockResistance Resistance { get; } = resistance;

    /// <summary>Along x per J_nominal [layer, row, column].</summary>
    public ReadOnlySpan<double> PerNominalX => perNominalX;

    /// <summary>Along y per J_nominal [layer, row, column].</summary>
    public ReadOnlySpan<double> PerNominalY => perNominalY;

    /// <summary>Along z, upwards, per J_nominal [layer, row, column].</summary>
    public ReadOnlySpan<double> PerNominalZ => perNominalZ;

    /// <summary>Whether current flows between particles while the cell rests.</summary>
    public bool FlowsAtRest => atRestX is not null;

    /// <summary>A/m2 along x, y, z while the cell rests [layer, row, column]; empty where nothing flows.</summary>
    public (ReadOnlyMemory<double> X, ReadOnlyMemory<double> Y, ReadOnlyMemory<double> Z) AtRest => (atRestX, atRestY, atRestZ);

    /// <summary>A/m2 in a voxel at a nominal current density.</summary>
    public Vector3d At(int voxel, double nominalAmperesPerSquareMetre)
    {
        var driven = new Vector3d(perNominalX[voxel], perNominalY[voxel], perNominalZ[voxel]) * nominalAmperesPerSquareMetre;
        return atRestX is null ? driven : driven + new Vector3d(atRestX[voxel], atRestY![voxel], atRestZ![voxel]);
    }
}
