namespace NvScanner.Physics.Spin;

/// <summary>What may be wrong with the field that an NV centre is operated in.</summary>
public enum OperatingPointRisk
{
    /// <summary>Within 5 mT of the excited-state level anticrossing; the value is the field along the axis in T.</summary>
    NearExcitedStateAnticrossing,

    /// <summary>Within 5 mT of the ground-state level anticrossing; the value is the field along the axis in T.</summary>
    NearGroundStateAnticrossing,

    /// <summary>Above the ground-state level anticrossing; the value is the field along the axis in T.</summary>
    BeyondGroundStateAnticrossing,

    /// <summary>The purest ground level is less than 98 % ms = 0; the value is that weight.</summary>
    MixedGroundState,

    /// <summary>The purest excited level is less than 98 % ms = 0; the value is that weight.</summary>
    MixedExcitedState,

    /// <summary>The lines respond along an axis more than 5 degrees off n; the value is the angle in degrees.</summary>
    TiltedResponse,

    /// <summary>Strain holds the lines: they respond with less than half of gamma; the value is that share.</summary>
    StrainedResponse,
}
