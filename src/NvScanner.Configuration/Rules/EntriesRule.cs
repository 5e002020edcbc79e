using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using NvScanner.Configuration.Documents;

namespace NvScanner.Configuration.Rules;

/// <summary>A section whose key names are free; what may stand there is known only to somebody else, a driver for example.</summary>
internal sealed class EntriesRule(string phrase, ValueRule element) : ValueRule<MappingNode>
{
    /// <inheritdoc />
    public override string Phrase => phrase;

    /// <inheritdoc />
    public override JsonObject Schema() => new() { ["type"] = "object", ["additionalProperties"] = element.Schema() };

    /// <inheritdoc />
    public override bool TryRead(ConfigNode node, string field, Reading reading, [MaybeNullWhen(false)] out MappingNode value)
    {
        value = node as MappingNode;
        if (value is not null)
            return SectionRule.RefuseDuplicates(value, field, reading);
        reading.Refuse(node.Where, field, $"must be a section: {phrase}");
        return false;
    }
}
