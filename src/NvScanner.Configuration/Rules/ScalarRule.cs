using System.Diagnostics.CodeAnalysis;
using NvScanner.Configuration.Documents;

namespace NvScanner.Configuration.Rules;

/// <summary>A rule for a single value, not a list or section.</summary>
internal abstract class ScalarRule<T> : ValueRule<T>
{
    /// <summary>Reads the text; <paramref name="error"/> says what is wrong with it.</summary>
    protected abstract bool TryRead(string text, [MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out string? error);

    /// <inheritdoc />
    public override bool TryRead(ConfigNode node, string field, Reading reading, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        var error = node switch
        {
            ScalarNode { IsNull: true } => $"has no value: allowed {Phrase}",
            ScalarNode scalar => TryRead(scalar.Text, out value, out var wrong) ? null : wrong,
            _ => $"must be a single value, not a {(node is SequenceNode ? "list" : "section")}: allowed {Phrase}",
        };
        if (error is not null)
            reading.Refuse(node.Where, field, error);
        return error is null;
    }
}
