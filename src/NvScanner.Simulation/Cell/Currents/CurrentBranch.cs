namespace NvScanner.Simulation.Cell.Currents;

/// <summary>One conductor of the network, through the face between a voxel and the next one along an axis.</summary>
/// <param name="Voxel">The voxel before the face; -1 for the face on which the negative contact lies.</param>
/// <param name="Axis">0, 1, 2 for x, y, z (z counts downwards, as layers do).</param>
/// <param name="From">Node before the face, or <see cref="ConductanceNetwork.NegativeContact"/>.</param>
/// <param name="To">Node behind the face.</param>
/// <param name="Siemens">Conductance.</param>
/// <param name="Particle">The particle whose equilibrium potential lies in the branch, or <see cref="Microstructure.NoParticle"/>.</param>
/// <param name="OxideIsBefore">Whether that particle is before the face.</param>
internal readonly record struct CurrentBranch(int Voxel, byte Axis, int From, int To, double Siemens, short Particle, bool OxideIsBefore);
