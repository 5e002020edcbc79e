using NvScanner.Abstractions.Instruments;

namespace NvScanner.Cli.Running;

/// <summary>What two profiles must have in common for data measured with both to belong in one file: tip, antenna, leads, the moved part, the simulated world and the instruments' roles. Addresses, options, limits and faults may differ.</summary>
internal static class ProfileAgreement
{
    /// <summary>The keys in which a profile differs from the one of the file, with both values.</summary>
    public static IEnumerable<string> Differences(RigProfile stored, RigProfile given)
    {
        (string Key, object? Stored, object? Given)[] facts =
        [
            .. Properties(stored.Tip, given.Tip, "tip"),
            .. Properties(stored.MicrowaveChain, given.MicrowaveChain, "microwave-chain"),
            ("moves", stored.Moves, given.Moves),
            ("instruments (roles)", Roles(stored), Roles(given)),
            ("leads", string.Join("; ", stored.Leads), string.Join("; ", given.Leads)),
            ("simulation", stored.Simulation is null ? "a real rig" : "simulated", given.Simulation is null ? "a real rig" : "simulated"),
            ("simulation.sample", stored.Simulation?.Sample, given.Simulation?.Sample),
            ("simulation.seed", stored.Simulation?.Seed, given.Simulation?.Seed),
            .. Entries("simulation.materials", stored.Simulation?.Materials, given.Simulation?.Materials),
            .. Entries("simulation.settings", stored.Simulation?.Settings, given.Simulation?.Settings),
        ];
        return facts.Where(fact => !Equals(fact.Stored, fact.Given)).Select(fact => $"{fact.Key} is {fact.Given ?? "not set"} where the file has {fact.Stored ?? "nothing"}");
    }

    private static string Roles(RigProfile profile) => string.Join(", ", profile.Instruments.Select(instrument => instrument.Role).Order(StringComparer.Ordinal));

    private static IEnumerable<(string, object?, object?)> Entries(string section, IReadOnlyDictionary<string, string>? stored, IReadOnlyDictionary<string, string>? given) =>
        (stored?.Keys ?? []).Union(given?.Keys ?? []).Select(name => ($"{section}.{name}", (object?)stored?.GetValueOrDefault(name), (object?)given?.GetValueOrDefault(name)));

    private static IEnumerable<(string, object?, object?)> Properties<T>(T stored, T given, string section) =>
        typeof(T).GetProperties().Select(property => ($"{section}.{DashedName(property.Name)}", property.GetValue(stored), property.GetValue(given)));

    private static string DashedName(string name) =>
        string.Concat(name.Select((letter, i) => char.IsUpper(letter) && i > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
