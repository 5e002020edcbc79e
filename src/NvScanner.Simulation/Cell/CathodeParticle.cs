using NvScanner.Physics;

namespace NvScanner.Simulation.Cell;

/// <summary>One particle of the positive electrode.</summary>
/// <param name="CentreMetres">Centre in the sample frame; z is negative below the polished face.</param>
/// <param name="RadiusMetres">Radius of a sphere of the same volume.</param>
/// <param name="VolumeCubicMetres">Volume inside the block.</param>
/// <param name="DistanceFromElectrolyteMetres">Distance of the centre from the electrolyte along the cell's axis, 0 or more.</param>
/// <param name="IsBuried">Whether no part of it reaches the polished face.</param>
internal sealed record CathodeParticle(
    Vector3d CentreMetres, double RadiusMetres, double VolumeCubicMetres, double DistanceFromElectrolyteMetres, bool IsBuried);
