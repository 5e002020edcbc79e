using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using NvScanner.Configuration.Documents;

namespace NvScanner.Configuration.Rules;

/// <summary>A list; an optional check sees an item with those before it and says what is wrong with it.</summary>
internal sealed class ListRule<T>(ValueRule<T> element, int least, int most, Func<IReadOnlyList<T>, T, string?>? wrong = null) : ValueRule<IReadOnlyList<T>>
{
    /// <inheritdoc />
    public override string Phrase => $"list of {least} to {most}: {element.Phrase}";

    /// <inheritdoc />
    public override IEnumerable<SectionRule> Sections => element.Sections;

    /// <inheritdoc />
    public override JsonObject Schema() => new() { ["type"] = "array", ["items"] = element.Schema(), ["minItems"] = least, ["maxItems"] = most };

    /// <inheritdoc />
    public override bool TryRead(ConfigNode node, string field, Reading reading, [MaybeNullWhen(false)] out IReadOnlyList<T> value)
    {
        value = null;
        if (node is not SequenceNode list)
        {
            reading.Refuse(node.Where, field, $"must be a {Phrase}");
            return false;
        }

        if (list.Items.Count < least || list.Items.Count > most)
        {
            reading.Refuse(node.Where, field, $"has {list.Items.Count} items: allowed {least} to {most}");
            return false;
        }

        var good = true;
        var items = new List<T>(list.Items.Count);
        for (var i = 0; i < list.Items.Count; i++)
        {
            var itemField = $"{field}[{i}]";
            if (!element.TryRead(list.Items[i], itemField, reading, out var item))
            {
                good = false;
                continue;
            }

            if (wrong?.Invoke(items, item) is { } message)
            {
                reading.Refuse(list.Items[i].Where, itemField, message);
                good = false;
            }

            items.Add(item);
        }

        value = items;
        return good;
    }
}
