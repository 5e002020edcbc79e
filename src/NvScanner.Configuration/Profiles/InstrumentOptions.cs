using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Configuration.Rules;

namespace NvScanner.Configuration.Profiles;

/// <summary>Checks the text of a driver's option against its definition.</summary>
internal static partial class InstrumentOptions
{
    /// <summary>Whether the text is what the option takes; <paramref name="error"/> says what is wrong.</summary>
    public static bool IsValid(OptionDefinition option, string text, [NotNullWhen(false)] out string? error)
    {
        error = option.Kind switch
        {
            OptionKind.Text => text.Any(char.IsControl) ? "must be a text of one line" : null,
            OptionKind.Choice => (option.Choices ?? []).Contains(text) ? null
                : $"'{text}' is not a choice{Nearest.Hint(text, option.Choices ?? [])}: allowed {string.Join(", ", option.Choices ?? [])}",
            OptionKind.Flag => text is "true" or "false" ? null : $"'{text}' is not a flag: allowed true, false",
            OptionKind.Integer => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? null : $"'{text}' is not a whole number",
            OptionKind.Number => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? null : $"'{text}' is not a number without unit",
            OptionKind.Duration => Error<Duration>(text),
            OptionKind.Length => Error<Length>(text),
            OptionKind.Frequency => Error<Frequency>(text),
            OptionKind.RfPower => Error<RfPower>(text),
            OptionKind.OpticalPower => Error<OpticalPower>(text),
            OptionKind.Voltage => Error<Voltage>(text),
            OptionKind.Current => Error<Current>(text),
            OptionKind.MagneticField => Error<MagneticField>(text),
            OptionKind.Temperature => Error<Temperature>(text),
            OptionKind.Angle => Error<Angle>(text),
            OptionKind.PhotonRate => Error<PhotonRate>(text),
            _ => throw new InvalidOperationException($"Option kind {option.Kind} has no check."),
        };
        return error is null;
    }

    /// <summary>Replaces every ${NAME} by the environment's value; <paramref name="error"/> names the variable that is not set.</summary>
    public static string Expand(string text, Func<string, string?> environment, out string? error)
    {
        string? missing = null;
        var expanded = Variable().Replace(text, match =>
        {
            var value = environment(match.Groups[1].Value);
            if (value is null)
                missing ??= match.Groups[1].Value;
            return value ?? "";
        });
        error = missing is null ? null : $"the environment variable {missing} is not set";
        return expanded;
    }

    private static string? Error<T>(string text) where T : struct, IQuantity<T> =>
        Quantity.TryParse<T>(text, out _, out var error) ? null : error;

    [GeneratedRegex(@"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")]
    private static partial Regex Variable();
}
