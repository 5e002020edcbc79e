using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using NvScanner.Configuration.Documents;

namespace NvScanner.Configuration.Rules;

/// <summary>A value that may be written in more than one shape: a single value, a list or a section; a shape without a rule is refused.</summary>
internal sealed class ShapeRule<T>(ValueRule<T>? single = null, ValueRule<T>? list = null, ValueRule<T>? section = null) : ValueRule<T>
{
    private IEnumerable<ValueRule<T>> Written => new[] { single, list, section }.OfType<ValueRule<T>>().Where(r => r is not LaterRule<T>);

    /// <inheritdoc />
    public override string Phrase => string.Join(", or ", Written.Select(r => r.Phrase));

    /// <inheritdoc />
    public override IEnumerable<SectionRule> Sections => Written.SelectMany(r => r.Sections).Distinct();

    /// <inheritdoc />
    public override JsonObject Schema()
    {
        var shapes = Written.ToArray();
        return shapes.Length == 1 ? shapes[0].Schema() : new JsonObject { ["anyOf"] = new JsonArray([.. shapes.Select(s => (JsonNode)s.Schema())]) };
    }

    /// <inheritdoc />
    public override bool TryRead(ConfigNode node, string field, Reading reading, [MaybeNullWhen(false)] out T value)
    {
        var rule = node switch { ScalarNode => single, SequenceNode => list, _ => section };
        if (rule is not null)
            return rule.TryRead(node, field, reading, out value);
        reading.Refuse(node.Where, field, $"cannot be a {node switch { ScalarNode => "single value", SequenceNode => "list", _ => "section" }}: allowed {Phrase}");
        value = default;
        return false;
    }
}
