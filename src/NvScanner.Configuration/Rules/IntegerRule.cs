using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;

namespace NvScanner.Configuration.Rules;

/// <summary>A whole number.</summary>
internal sealed class IntegerRule(int minimum, int maximum) : ScalarRule<int>
{
    /// <inheritdoc />
    public override string Phrase => string.Create(CultureInfo.InvariantCulture, $"whole number, {minimum} to {maximum}");

    /// <inheritdoc />
    public override JsonObject Schema() => new() { ["type"] = "integer", ["minimum"] = minimum, ["maximum"] = maximum };

    /// <inheritdoc />
    protected override bool TryRead(string text, out int value, [NotNullWhen(false)] out string? error)
    {
        error = null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= minimum && value <= maximum)
            return true;
        error = $"'{text}' is not allowed: {Phrase}";
        return false;
    }
}
