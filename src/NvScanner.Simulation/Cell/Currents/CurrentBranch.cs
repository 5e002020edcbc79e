namespace NvScanner.Simulation.Cell.Currents;

/// <summary>One conductor of the network, through the face between a voxel and the next one along an axis.</summary>
/// <param name="Before">The voxel before the face; <see cref="Nothing"/> at the negative contact.</param>
/// <param name="Behind">The voxel behind the face; <see cref="Nothing"/> at the positive contact.</param>
/// <param name="Axis">0, 1, 2 for x, y, z (z counts downwards, as layers do).</param>
/// <param name="From">Node before the face, or <see cref="ConductanceNetwork.NegativeContact"/>.</param>
/// <param name="To">Node behind the face.</param>
/// <param name="Siemens">Conductance.</param>
/// <param name="Particle">The particle whose equilibrium potential lies in the branch, or <see cref="Microstructure.NoParticle"/>.</param>
/// <param name="OxideIsBefore">Whether that particle is before the face.</param>
internal readonly record struct CurrentBranch(int Before, int Behind, byte Axis, int From, int To, double Siemens, short Particle, bool OxideIsBefore)
{
    /// <summary>Stands for "no voxel".</summary>
    public const int Nothing = -1;
}
