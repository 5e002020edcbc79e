using NvScanner.Abstractions.Safety;

namespace NvScanner.Abstractions.Instruments;

/// <summary>A validated hardware profile: instruments and the rig's calibrated facts.</summary>
public sealed record RigProfile
{
    /// <summary>Name of the rig.</summary>
    public required string Name { get; init; }

    /// <summary>Instruments, at most one per role.</summary>
    public required IReadOnlyList<InstrumentSpec> Instruments { get; init; }

    /// <summary>Priority of making safe on a shared bus; all are made safe at once otherwise.</summary>
    public SafetyPlan Safety { get; init; } = new();

    /// <summary>The diamond tip.</summary>
    public required TipCalibration Tip { get; init; }

    /// <summary>Amplifier and antenna between source and NV.</summary>
    public MicrowaveChain MicrowaveChain { get; init; } = new();

    /// <summary>Whether the tip or the sample is moved; positions are those of the NV relative to the sample either way.</summary>
    public MovingPart Moves { get; init; } = MovingPart.Tip;

    /// <summary>What is simulated; null on a real rig.</summary>
    public SimulationSpec? Simulation { get; init; }

    /// <summary>Whether no instrument is real, so that time need not be either.</summary>
    public bool IsWhollySimulated => Instruments.All(i => i.IsSimulated);

    /// <summary>Faults of the simulated instruments; empty on a real rig.</summary>
    public IReadOnlyList<FaultSpec> Faults { get; init; } = [];

    /// <summary>Wires between the cell and the outside, for the smooth field of their current; empty when it does not matter.</summary>
    public IReadOnlyList<Lead> Leads { get; init; } = [];

    /// <summary>The profile's text as read, secrets removed, for the run file.</summary>
    public string SourceText { get; init; } = "";

    /// <summary>The instrument of a role, or null.</summary>
    public InstrumentSpec? Find(string role) => Instruments.FirstOrDefault(i => i.Role == role);
}
