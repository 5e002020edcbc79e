namespace NvScanner.Abstractions.Instruments;

/// <summary>One way in which a simulated instrument can fail.</summary>
/// <param name="Name">Name in a profile, for example "counter-hang".</param>
/// <param name="Role">Role of the instrument that it strikes.</param>
/// <param name="Effect">What happens, one sentence for operators.</param>
/// <param name="DefaultSeverity">How bad it is unless the profile says otherwise; null when there is nothing to choose.</param>
/// <param name="SeverityMeaning">What the number of the severity means, with its unit; null when there is nothing to choose.</param>
/// <param name="DefaultDuration">How long it lasts unless the profile says otherwise; null when it strikes once or lasts until its stated end.</param>
/// <param name="Ends">When it is over if no duration is written, in words.</param>
public sealed record FaultKind(string Name, string Role, string Effect, double? DefaultSeverity, string? SeverityMeaning, TimeSpan? DefaultDuration, string Ends);
