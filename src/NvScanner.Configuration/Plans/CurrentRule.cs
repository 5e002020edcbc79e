using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NvScanner.Abstractions.Quantities;
using NvScanner.Configuration.Rules;

namespace NvScanner.Configuration.Plans;

/// <summary>A cell current: a C-rate such as C/10, 2C or -C/5, an amount such as 0.5 mA, or either.</summary>
internal sealed partial class CurrentRule(bool rates, bool amounts) : ScalarRule<WrittenCurrent>
{
    private const double MostPerHour = 1000;
    private const string RatePhrase = "C-rate: C/10, 2C, -C/5";
    private const string Pattern = @"^\s*([+-]?)(\d+\.?\d*|\.\d+)?\s*C\s*(?:/\s*(\d+\.?\d*|\.\d+))?\s*$";
    private static readonly QuantityRule<Current> Amount = Values.Of<Current>(atLeast: -10, atMost: 10);

    /// <inheritdoc />
    public override string Phrase => string.Join(", or ", new[] { rates ? RatePhrase : null, amounts ? Amount.Phrase : null }.OfType<string>());

    /// <inheritdoc />
    public override JsonObject Schema()
    {
        var rate = new JsonObject { ["type"] = "string", ["pattern"] = Pattern };
        return !rates ? Amount.Schema() : !amounts ? rate : new JsonObject { ["anyOf"] = new JsonArray(rate, Amount.Schema()) };
    }

    /// <inheritdoc />
    protected override bool TryRead(string text, [MaybeNullWhen(false)] out WrittenCurrent value, [NotNullWhen(false)] out string? error)
    {
        value = null;
        error = null;
        if (rates && RateShape().Match(text) is { Success: true } rate)
        {
            var perHour = Number(rate.Groups[2], 1) / Number(rate.Groups[3], 1) * (rate.Groups[1].Value == "-" ? -1 : 1);
            if (double.IsFinite(perHour) && Math.Abs(perHour) <= MostPerHour)
                value = new WrittenCurrent(perHour, null);
        }
        else if (amounts && Quantity.TryParse<Current>(text, out var current, out _) && Math.Abs(current.Amperes) <= 10)
        {
            value = new WrittenCurrent(null, current);
        }

        error = value is null ? $"'{text}' is not allowed: {Phrase}" : null;
        return value is not null;
    }

    private static double Number(Group group, double standard) =>
        group.Success ? double.Parse(group.ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : standard;

    [GeneratedRegex(Pattern)]
    private static partial Regex RateShape();
}
