using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Scanning;

/// <summary>Height of the tip during the scan.</summary>
/// <param name="Mode">Mode.</param>
/// <param name="Distance">Lift above contact, or height above the plane of approach; zero in contact.</param>
public sealed record HeightPlan(HeightMode Mode, Length Distance = default)
{
    /// <summary>Contact.</summary>
    public static HeightPlan Contact { get; } = new(HeightMode.Contact);
}
