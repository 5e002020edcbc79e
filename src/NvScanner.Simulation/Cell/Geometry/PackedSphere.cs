using NvScanner.Physics;

namespace NvScanner.Simulation.Cell.Geometry;

/// <summary>The core of a particle: cores never overlap.</summary>
/// <param name="CentreMetres">Centre in the sample frame.</param>
/// <param name="RadiusMetres">Radius.</param>
internal readonly record struct PackedSphere(Vector3d CentreMetres, double RadiusMetres);
