namespace NvScanner.Abstractions.Instruments;

/// <summary>A run needs a capability that the rig does not have.</summary>
public sealed class MissingCapabilityException(string rig, string role, Type capability, InstrumentId? present)
    : Exception(present is { } id
        ? $"rig '{rig}': {id} cannot do what this plan needs ({capability.Name}); choose another driver for the role '{role}' or another protocol"
        : $"rig '{rig}' has no instrument in the role '{role}'; add one to the profile's instruments")
{
    /// <summary>The role.</summary>
    public string Role { get; } = role;
}
