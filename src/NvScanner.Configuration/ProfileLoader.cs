using NvScanner.Abstractions.Instruments;
using NvScanner.Configuration.Documents;
using NvScanner.Configuration.Profiles;

namespace NvScanner.Configuration;

/// <summary>Reads hardware profiles: YAML text to a validated <see cref="RigProfile"/>.</summary>
public static class ProfileLoader
{
    /// <summary>Reads a profile file with settings such as "simulation.seed=7" or "instruments.stage.options.settling=2 ms" applied. Options are checked against the given drivers and their defaults filled in; ${NAME} in options becomes the environment variable, while the record's SourceText keeps the name. Throws <see cref="ConfigurationException"/> with every problem found.</summary>
    public static LoadedDocument<RigProfile> Load(string path, IEnumerable<IDriverFactory> drivers, IEnumerable<string>? settings = null, Func<string, string?>? environment = null) =>
        Parse(DocumentFile.Read(path), path, drivers, settings, environment);

    /// <summary>Reads a profile from text, a run file's own for example; <paramref name="name"/> stands for the file in problems. Throws <see cref="ConfigurationException"/> with every problem found.</summary>
    public static LoadedDocument<RigProfile> Parse(string text, string name, IEnumerable<IDriverFactory> drivers, IEnumerable<string>? settings = null, Func<string, string?>? environment = null)
    {
        var keys = new ProfileKeys(drivers, environment ?? Environment.GetEnvironmentVariable);
        var (document, effectiveText) = DocumentReader.Read(text, name, settings, keys.Root);
        return new LoadedDocument<RigProfile>(document.Value with { SourceText = effectiveText }, name, document.Root);
    }
}
