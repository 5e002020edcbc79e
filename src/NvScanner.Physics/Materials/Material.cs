using System.Globalization;

namespace NvScanner.Physics.Materials;

/// <summary>One material of the table: magnetism, volume and conduction, with where the values come from.</summary>
public sealed record Material
{
    /// <summary>Name by which it is found, without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary>Chemical formula at x = 1, or without x.</summary>
    public required string Formula { get; init; }

    /// <summary>Other names by which it is found.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What it is in a cell: element, alloy, cathode, anode or electrolyte.</summary>
    public required string Role { get; init; }

    /// <summary>Magnetic state at room temperature.</summary>
    public required MagneticOrder Order { get; init; }

    /// <summary>Magnetic ground state as the source names it, null where unknown.</summary>
    public string? GroundState { get; init; }

    /// <summary>Adopted SI molar susceptibility in m³/mol of the formula; null for ferromagnets and where no value can be trusted.</summary>
    public double? MolarSusceptibility { get; init; }

    /// <summary>Susceptibility against lithium content, ascending in x, straight lines between; empty where none is known.</summary>
    public IReadOnlyList<LithiationPoint> Lithiation { get; init; } = [];

    /// <summary>Molar volume in m³/mol of the formula, taken as independent of lithium content.</summary>
    public required double MolarVolume { get; init; }

    /// <summary>Electronic conductivity in S/m at room temperature, null where unknown.</summary>
    public double? ElectronicConductivity { get; init; }

    /// <summary>Ionic conductivity in S/m at room temperature, null where unknown.</summary>
    public double? IonicConductivity { get; init; }

    /// <summary>Saturation magnetisation of a ferromagnet in A/m.</summary>
    public double? SaturationMagnetization { get; init; }

    /// <summary>The paper's entry, null for materials that its table does not list.</summary>
    public PrintedSusceptibility? Printed { get; init; }

    /// <summary>How far the adopted susceptibility is to be trusted.</summary>
    public required MaterialQuality Quality { get; init; }

    /// <summary>True where the scan of the printed row is visibly damaged.</summary>
    public bool OcrSuspect { get; init; }

    /// <summary>Where the values come from.</summary>
    public required string Provenance { get; init; }

    /// <summary>What a user of the values has to know, null where nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Adopted SI volume susceptibility, dimensionless; throws InvalidOperationException with the reason where there is none.</summary>
    public double VolumeSusceptibility() => Susceptibility.VolumeFromMolar(MolarSusceptibility ?? throw WithoutSusceptibility(), MolarVolume);

    /// <summary>SI volume susceptibility, dimensionless, at a lithium content; throws as <see cref="MolarSusceptibilityAt"/>.</summary>
    public double VolumeSusceptibilityAt(double lithiumContent) => MolarSusceptibilityAt(lithiumContent) / MolarVolume;

    /// <summary>
    /// SI molar susceptibility in m³/mol at a lithium content x; throws ArgumentOutOfRangeException for x outside 0 to 1 or outside the
    /// measured range, InvalidOperationException where the dependence is unknown.
    /// </summary>
    public double MolarSusceptibilityAt(double lithiumContent)
    {
        if (!(lithiumContent is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(lithiumContent), lithiumContent, $"The lithium content x of {Name} lies between 0 and 1.");
        if (Lithiation.Count == 0)
            throw MolarSusceptibility is null ? WithoutSusceptibility() : new InvalidOperationException($"The susceptibility of {Name} is not known against its lithium content; use the value of the formula.");
        if (lithiumContent < Lithiation[0].X || lithiumContent > Lithiation[^1].X)
            throw new ArgumentOutOfRangeException(nameof(lithiumContent), lithiumContent, string.Create(CultureInfo.InvariantCulture, $"The susceptibility of {Name} was measured for x from {Lithiation[0].X} to {Lithiation[^1].X} only."));
        var upper = 1;
        while (lithiumContent > Lithiation[upper].X) upper++;
        var (left, right) = (Lithiation[upper - 1], Lithiation[upper]);
        return double.Lerp(left.MolarSusceptibility, right.MolarSusceptibility, (lithiumContent - left.X) / (right.X - left.X));
    }

    /// <summary>What speaks against using the material in a weak-magnet calculation, one sentence each; empty for most.</summary>
    public IReadOnlyList<string> Warnings()
    {
        if (Order == MagneticOrder.Ferromagnetic) return [$"{Name} is ferromagnetic: {Note}"];
        if (MolarSusceptibility is null) return [$"{Name} has no trustworthy susceptibility: {Note}"];
        return Quality switch
        {
            MaterialQuality.Estimate => [$"the susceptibility of {Name} is assumed, not measured: {Provenance}"],
            MaterialQuality.Suspect => [$"the susceptibility of {Name} replaces a doubtful printed value: {Note}"],
            MaterialQuality.Corrupt => [$"the printed values of {Name} contradict each other: {Note}"],
            _ => [],
        };
    }

    private InvalidOperationException WithoutSusceptibility() => new(Order == MagneticOrder.Ferromagnetic
        ? $"{Name} is ferromagnetic: no susceptibility describes it. {Note}"
        : $"{Name} has no trustworthy susceptibility: {Note}");
}
