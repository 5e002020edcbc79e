using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;

namespace NvScanner.Configuration.Rules;

/// <summary>A number without unit.</summary>
internal sealed class NumberRule(Bounds bounds) : ScalarRule<double>
{
    /// <inheritdoc />
    public override string Phrase => "number without unit" + bounds.Phrase(v => v.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc />
    public override JsonObject Schema() => bounds.AddTo(new JsonObject { ["type"] = "number" });

    /// <inheritdoc />
    protected override bool TryRead(string text, out double value, [NotNullWhen(false)] out string? error)
    {
        error = null;
        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value) && bounds.Contains(value))
            return true;
        error = $"'{text}' is not allowed: {Phrase}";
        return false;
    }
}
