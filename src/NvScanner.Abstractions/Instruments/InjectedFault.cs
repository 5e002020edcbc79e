namespace NvScanner.Abstractions.Instruments;

/// <summary>A fault that has struck.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="DueSeconds">When it was due on the rig's clock.</param>
/// <param name="StruckSeconds">When it first acted on an instrument or on the sample.</param>
/// <param name="Severity">How bad it was; NaN when there is nothing to choose.</param>
public sealed record InjectedFault(FaultKind Kind, double DueSeconds, double StruckSeconds, double Severity);
