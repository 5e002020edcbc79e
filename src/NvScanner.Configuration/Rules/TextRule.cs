using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NvScanner.Configuration.Rules;

/// <summary>A text of one line.</summary>
internal sealed class TextRule(int longest = 200, string? pattern = null, string? patternPhrase = null) : ScalarRule<string>
{
    /// <inheritdoc />
    public override string Phrase => $"{patternPhrase ?? "text of one line"}, at most {longest} characters";

    /// <inheritdoc />
    public override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = longest };
        if (pattern is not null)
            schema["pattern"] = pattern;
        return schema;
    }

    /// <inheritdoc />
    protected override bool TryRead(string text, [MaybeNullWhen(false)] out string value, [NotNullWhen(false)] out string? error)
    {
        value = text.Trim();
        error = null;
        if (value.Length > 0 && value.Length <= longest && !value.Any(char.IsControl) && (pattern is null || Regex.IsMatch(value, pattern)))
            return true;
        error = $"{(value.Length == 0 ? "an empty text" : value.Length > longest ? "this text" : $"'{value}'")} is not allowed: {Phrase}";
        return false;
    }
}
