namespace NvScanner.Abstractions.Instruments;

/// <summary>One option of a driver, for validation and documentation.</summary>
/// <param name="Name">Key in the profile, for example "settling".</param>
/// <param name="Kind">What may be written.</param>
/// <param name="Default">Default as it would be written, or null when the option is required.</param>
/// <param name="Description">One sentence for operators.</param>
/// <param name="Choices">Allowed words of a <see cref="OptionKind.Choice"/>.</param>
public sealed record OptionDefinition(string Name, OptionKind Kind, string? Default, string Description, IReadOnlyList<string>? Choices = null);
