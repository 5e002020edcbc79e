namespace NvScanner.Abstractions.Scanning;

/// <summary>What is scanned.</summary>
/// <param name="Id">Sample id.</param>
/// <param name="Configuration">"test-conductor", "particles" or a battery configuration.</param>
/// <param name="Note">Free text.</param>
public sealed record SamplePlan(string Id, string Configuration, string Note = "")
{
    /// <summary>How a battery sample was prepared; null for other samples.</summary>
    public BatterySample? Battery { get; init; }
}
