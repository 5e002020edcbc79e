using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Configuration.Rules;

/// <summary>A number with its unit.</summary>
internal sealed class QuantityRule<T>(Bounds bounds) : ScalarRule<T> where T : struct, IQuantity<T>
{
    /// <inheritdoc />
    public override string Phrase => $"{T.QuantityName} in {Units}{bounds.Phrase(v => Quantity.Format(T.FromSi(v)))}";

    private static string Units => string.Join(", ", T.Units.Select(u => u.Symbol));

    /// <inheritdoc />
    public override JsonObject Schema()
    {
        var units = string.Join('|', T.Units.Select(u => (u.TakesPrefix ? "[fpnu\u00B5\u03BCmkMGT]?" : "") + Regex.Escape(u.Symbol)));
        return new JsonObject { ["type"] = "string", ["pattern"] = $@"^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*({units})\s*$" };
    }

    /// <inheritdoc />
    protected override bool TryRead(string text, [MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out string? error)
    {
        if (!Quantity.TryParse(text, out value, out error))
            return false;
        if (bounds.Contains(value.Si))
            return true;
        error = $"'{text}' is out of range: allowed {Phrase}";
        return false;
    }
}
