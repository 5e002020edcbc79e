using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;

namespace NvScanner.Configuration.Rules;

/// <summary>A seed: a whole number of 64 bits, not negative.</summary>
internal sealed class SeedRule : ScalarRule<ulong>
{
    /// <inheritdoc />
    public override string Phrase => "whole number, 0 to 18446744073709551615";

    /// <inheritdoc />
    public override JsonObject Schema() => new() { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = ulong.MaxValue };

    /// <inheritdoc />
    protected override bool TryRead(string text, out ulong value, [NotNullWhen(false)] out string? error)
    {
        error = null;
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value))
            return true;
        error = $"'{text}' is not allowed: {Phrase}";
        return false;
    }
}
