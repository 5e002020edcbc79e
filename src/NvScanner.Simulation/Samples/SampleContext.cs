using NvScanner.Abstractions.Instruments;
using NvScanner.Simulation.Twin;

namespace NvScanner.Simulation.Samples;

/// <summary>What a sample is made from.</summary>
/// <param name="Settings">Settings of the world, of which a sample reads its own.</param>
/// <param name="Seed">Seed of everything random.</param>
/// <param name="Leads">Wires that carry the cell's current.</param>
/// <param name="Id">Who complains.</param>
internal sealed record SampleContext(WorldSettings Settings, ulong Seed, IReadOnlyList<Lead> Leads, InstrumentId Id)
{
    /// <summary>Materials of the sample's parts by name.</summary>
    public IReadOnlyDictionary<string, string> Materials { get; init; } = new Dictionary<string, string>();
}
