using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using NvScanner.Configuration.Documents;

namespace NvScanner.Configuration.Rules;

/// <summary>A way of writing that is planned but refused by this version, with what to write instead.</summary>
internal sealed class LaterRule<T>(string what, string instead) : ValueRule<T>
{
    /// <inheritdoc />
    public override string Phrase => $"{what} (not in this version)";

    /// <inheritdoc />
    public override JsonObject Schema() => new() { ["not"] = new JsonObject() };

    /// <inheritdoc />
    public override bool TryRead(ConfigNode node, string field, Reading reading, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        reading.Refuse(node.Where, field, $"{what} not available in this version: {instead}");
        return false;
    }
}
