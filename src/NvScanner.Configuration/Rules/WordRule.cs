using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace NvScanner.Configuration.Rules;

/// <summary>One word of a list; words that are only planned are recognised and refused by name.</summary>
internal sealed class WordRule<T>(IReadOnlyList<(string Word, T Value)> words, IReadOnlyList<string>? later = null) : ScalarRule<T>
{
    /// <inheritdoc />
    public override string Phrase => words.Count <= 12
        ? string.Join(" | ", words.Select(w => w.Word))
        : string.Join(" | ", words.Take(6).Select(w => w.Word)) + " | ...";

    /// <inheritdoc />
    public override IReadOnlyList<string> LaterWords => later ?? [];

    /// <inheritdoc />
    public override JsonObject Schema() => new() { ["enum"] = new JsonArray([.. words.Select(w => (JsonNode)w.Word)]) };

    /// <inheritdoc />
    protected override bool TryRead(string text, [MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out string? error)
    {
        error = null;
        foreach (var (word, meaning) in words)
        {
            if (word != text)
                continue;
            value = meaning;
            return true;
        }

        value = default;
        var allowed = string.Join(", ", words.Select(w => w.Word));
        error = LaterWords.Contains(text)
            ? $"'{text}' is not available in this version: available are {allowed}"
            : $"'{text}' is not known{Nearest.Hint(text, words.Select(w => w.Word))}: allowed {allowed}";
        return false;
    }
}
