using NvScanner.Abstractions.Instruments;

namespace NvScanner.Simulation.Drivers;

/// <summary>Options that every simulated driver takes.</summary>
internal static class CommonOptions
{
    public const string Latency = "latency";

    /// <summary>The time of one command and its reply, with the driver's default.</summary>
    public static OptionDefinition LatencyOf(string text) =>
        new(Latency, OptionKind.Duration, text, "Time of one command and its reply; 0 s makes every call complete at once.");
}
