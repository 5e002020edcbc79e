namespace NvScanner.Simulation.Samples;

/// <summary>The samples of the twin by the name that profiles write.</summary>
internal static class SampleCatalogue
{
    /// <summary>The generated battery.</summary>
    public const string BatteryCrossSection = "battery-cross-section";

    private static readonly Dictionary<string, Func<SampleContext, ISample>> Samples = new(StringComparer.Ordinal)
    {
        ["test-strip"] = _ => new TestStripSample(),
        ["lco-particles"] = _ => new CobaltOxideParticlesSample(),
        ["letter-f"] = _ => new LetterFSample(),
        [BatteryCrossSection] = BatteryFactory.Create,
    };

    public static IReadOnlyCollection<string> Names => Samples.Keys;

    /// <summary>The sample of a name, null where there is none; throws InstrumentException when its settings are wrong.</summary>
    public static ISample? Find(string name, SampleContext context) => Samples.TryGetValue(name, out var create) ? create(context) : null;
}
