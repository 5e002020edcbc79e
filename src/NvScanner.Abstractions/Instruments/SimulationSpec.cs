namespace NvScanner.Abstractions.Instruments;

/// <summary>The simulated world of a profile.</summary>
public sealed record SimulationSpec
{
    /// <summary>Sample: "test-strip", "lco-particles", "letter-f" or "battery-cross-section".</summary>
    public required string Sample { get; init; }

    /// <summary>Seed of everything random.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Materials of the sample by part ("anode", "cathode", "electrolyte"), by names of the table of materials; parts that are left out are the sample's own.</summary>
    public IReadOnlyDictionary<string, string> Materials { get; init; } = new Dictionary<string, string>();

    /// <summary>Further settings of the world by name (for example "temperature": "298 K"); the simulation validates them.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
