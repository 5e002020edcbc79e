using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;

namespace NvScanner.Configuration.Rules;

/// <summary>A whole number of countable things, written with their name: "8 lines".</summary>
internal sealed class CountRule(string singular, int minimum, int maximum) : ScalarRule<int>
{
    /// <inheritdoc />
    public override string Phrase => string.Create(CultureInfo.InvariantCulture, $"'{Math.Max(minimum, 8)} {singular}s', {minimum} to {maximum}");

    /// <inheritdoc />
    public override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = $@"^\s*\d+\s+{singular}s?\s*$" };

    /// <inheritdoc />
    protected override bool TryRead(string text, out int value, [NotNullWhen(false)] out string? error)
    {
        error = null;
        value = 0;
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 2 && (parts[1] == singular || parts[1] == singular + "s")
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= minimum && value <= maximum)
            return true;
        error = $"'{text}' is not allowed: {Phrase}";
        return false;
    }
}
