using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using NvScanner.Configuration.Documents;

namespace NvScanner.Configuration.Rules;

/// <summary>A rule whose values are turned into another type.</summary>
internal sealed class MappedRule<TFrom, TTo>(ValueRule<TFrom> inner, Func<TFrom, TTo> map) : ValueRule<TTo>
{
    /// <inheritdoc />
    public override string Phrase => inner.Phrase;

    /// <inheritdoc />
    public override IEnumerable<SectionRule> Sections => inner.Sections;

    /// <inheritdoc />
    public override JsonObject Schema() => inner.Schema();

    /// <inheritdoc />
    public override bool TryRead(ConfigNode node, string field, Reading reading, [MaybeNullWhen(false)] out TTo value)
    {
        var good = inner.TryRead(node, field, reading, out var from);
        value = good ? map(from!) : default;
        return good;
    }
}
