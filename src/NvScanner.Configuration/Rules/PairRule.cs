using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using NvScanner.Configuration.Documents;

namespace NvScanner.Configuration.Rules;

/// <summary>A list of exactly two values, "[4 um, 4 um]"; an optional check sees both.</summary>
internal sealed class PairRule<T>(ValueRule<T> element, string names, Func<T, T, string?>? wrong = null) : ValueRule<(T First, T Second)>
{
    /// <inheritdoc />
    public override string Phrase => $"[{names}]: {element.Phrase}";

    /// <inheritdoc />
    public override JsonObject Schema() => new() { ["type"] = "array", ["items"] = element.Schema(), ["minItems"] = 2, ["maxItems"] = 2 };

    /// <inheritdoc />
    public override bool TryRead(ConfigNode node, string field, Reading reading, out (T First, T Second) value)
    {
        value = default;
        if (node is not SequenceNode { Items.Count: 2 } list)
        {
            reading.Refuse(node.Where, field, $"must be a list of two values: {Phrase}");
            return false;
        }

        // both are read before giving up, so that both problems are listed
        var firstGood = element.TryRead(list.Items[0], field + "[0]", reading, out var first);
        var secondGood = element.TryRead(list.Items[1], field + "[1]", reading, out var second);
        if (!firstGood || !secondGood)
            return false;
        value = (first!, second!);
        if (wrong?.Invoke(first!, second!) is not { } message)
            return true;
        reading.Refuse(node.Where, field, message);
        return false;
    }
}
