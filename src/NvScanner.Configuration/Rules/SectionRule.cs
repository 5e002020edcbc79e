using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using NvScanner.Configuration.Documents;

namespace NvScanner.Configuration.Rules;

/// <summary>What is known of a section without the type it becomes; the reference page is written from it.</summary>
internal sealed record SectionRule(string Title, IReadOnlyList<Key> Keys, IReadOnlyList<LaterKey> Later)
{
    /// <summary>Adds a problem for each key that appears more than once; true when none does.</summary>
    public static bool RefuseDuplicates(MappingNode section, string field, Reading reading)
    {
        var first = new Dictionary<string, MappingEntry>(StringComparer.Ordinal);
        var good = true;
        foreach (var entry in section.Entries)
        {
            if (first.TryAdd(entry.Key, entry))
                continue;
            reading.Refuse(entry.KeyWhere, FieldPath.Join(field, entry.Key), $"appears twice (first in line {first[entry.Key].KeyWhere.Line}): write it once");
            good = false;
        }

        return good;
    }

    /// <summary>The JSON schema: known keys only.</summary>
    public JsonObject Schema()
    {
        var properties = new JsonObject();
        foreach (var key in Keys)
        {
            var property = key.Rule.Schema();
            property["description"] = key.Description;
            if (key.DefaultText is not null)
                property["default"] = Json(DocumentParser.Parse(key.DefaultText, "default"));
            properties[key.Name] = property;
        }

        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (Keys.Any(k => k.Required))
            schema["required"] = new JsonArray([.. Keys.Where(k => k.Required).Select(k => (JsonNode)k.Name)]);
        return schema;
    }

    private static JsonNode Json(ConfigNode node) => node switch
    {
        ScalarNode scalar when double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        ScalarNode scalar => scalar.Text,
        SequenceNode list => new JsonArray([.. list.Items.Select(Json)]),
        MappingNode mapping => new JsonObject(mapping.Entries.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)Json(e.Value)))),
        _ => throw new InvalidOperationException($"Nodes of type {node.GetType().Name} have no JSON."),
    };
}

/// <summary>A section whose keys become <typeparamref name="T"/>. The record is built only when every key is good.</summary>
internal sealed class SectionRule<T>(string title, IReadOnlyList<Key> keys, Func<SectionValues, T?> build, IReadOnlyList<LaterKey>? later = null) : ValueRule<T>
{
    private readonly SectionRule _description = new(title, keys, later ?? []);

    /// <inheritdoc />
    public override string Phrase => "section {" + string.Join(", ", keys.Select(k => k.Name)) + "}";

    /// <inheritdoc />
    public override IEnumerable<SectionRule> Sections => [_description];

    /// <inheritdoc />
    public override JsonObject Schema() => _description.Schema();

    /// <inheritdoc />
    public override bool TryRead(ConfigNode node, string field, Reading reading, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (node is not MappingNode section)
        {
            var written = node is ScalarNode { IsNull: true } ? "is empty" : "must be a section";
            reading.Refuse(node.Where, field, $"{written}: allowed {Phrase}");
            return false;
        }

        var before = reading.Problems.Count;
        SectionRule.RefuseDuplicates(section, field, reading);
        var read = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var entry in section.Entries)
            ReadEntry(entry, FieldPath.Join(field, entry.Key), reading, read);
        foreach (var missing in keys.Where(k => k.Required && section.Find(k.Name) is null))
            reading.Refuse(section.Where, FieldPath.Join(field, missing.Name), $"is missing: write {missing.Rule.Phrase}");
        if (reading.Problems.Count > before)
            return false;
        value = build(new SectionValues(section, field, reading, read));
        return value is not null && reading.Problems.Count == before;
    }

    private void ReadEntry(MappingEntry entry, string field, Reading reading, Dictionary<string, object> read)
    {
        if (keys.FirstOrDefault(k => k.Name == entry.Key) is { } key)
        {
            if (key.Read(entry.Value, field, reading) is { } value)
                read[key.Name] = value;
        }
        else if (_description.Later.FirstOrDefault(k => k.Name == entry.Key) is { } planned)
        {
            reading.Refuse(entry.KeyWhere, field, $"{planned.What} not available in this version: {planned.Instead}");
        }
        else
        {
            var known = keys.Select(k => k.Name).ToArray();
            reading.Refuse(entry.KeyWhere, field, $"is not a known key{Nearest.Hint(entry.Key, known)}: allowed {string.Join(", ", known)}");
        }
    }
}
