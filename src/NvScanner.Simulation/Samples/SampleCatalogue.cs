namespace NvScanner.Simulation.Samples;

/// <summary>The samples of the twin by the name that profiles write.</summary>
internal static class SampleCatalogue
{
    /// <summary>The generated battery.</summary>
    public const string BatteryCrossSection = "battery-cross-section";

    private static readonly Dictionary<string, Func<ISample>> Samples = new(StringComparer.Ordinal)
    {
        ["test-strip"] = () => new TestStripSample(),
        ["lco-particles"] = () => new CobaltOxideParticlesSample(),
        ["letter-f"] = () => new LetterFSample(),
    };

    public static IReadOnlyCollection<string> Names => Samples.Keys;

    public static ISample? Find(string name) => Samples.TryGetValue(name, out var create) ? create() : null;
}
