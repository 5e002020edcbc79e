using NvScanner.Physics;

namespace NvScanner.Simulation.Samples;

/// <summary>What acts on the sample.</summary>
/// <param name="TimeSeconds">Seconds on the rig's clock; does not fall from call to call.</param>
/// <param name="CurrentAmperes">Current through the test conductor; a cell knows its own.</param>
/// <param name="BiasTesla">External field in the sample frame.</param>
internal readonly record struct SampleConditions(double TimeSeconds, double CurrentAmperes, Vector3d BiasTesla);
