using NvScanner.Configuration.Rules;

namespace NvScanner.Configuration.Documents;

/// <summary>Text, settings and rules to a record.</summary>
internal static class DocumentReader
{
    /// <summary>The record, its nodes and the text with the settings applied; throws <see cref="ConfigurationException"/> with every problem, in the order of the file, those of settings last.</summary>
    public static ((T Value, ConfigNode Root) Document, string EffectiveText) Read<T>(string text, string file, IEnumerable<string>? settings, ValueRule<T> rule)
    {
        var applied = (settings ?? []).ToArray();
        var reading = new Reading();
        var root = DocumentSettings.Apply(DocumentParser.Parse(text, file), applied, reading.Problems);
        var good = rule.TryRead(root, "", reading, out var value);
        if (!good || reading.Problems.Count > 0)
        {
            throw new ConfigurationException([.. reading.Problems
                .OrderBy(p => p.File == Location.SettingsFile).ThenBy(p => p.Line).ThenBy(p => p.Column)]);
        }

        var effective = applied.Length == 0
            ? text
            : string.Concat(applied.Select(s => $"# --set {s.ReplaceLineEndings(" ")}\n")) + DocumentWriter.Write(root);
        return ((value!, root), effective);
    }
}
