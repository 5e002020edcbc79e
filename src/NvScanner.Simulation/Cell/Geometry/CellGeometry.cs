using System.Globalization;
using NvScanner.Physics.Fourier;

namespace NvScanner.Simulation.Cell.Geometry;

/// <summary>
/// What a generated cross-section looks like: Li | LLZO | LixCoO2 in LLZO along x, cut into voxels. The defaults are the cell of the source paper: a
/// composite of 27 µm that holds 13.6 µm of dense LixCoO2 and hence 0.94 mAh/cm² for x from 1 to 0.5.
/// </summary>
internal sealed record CellGeometry
{
    /// <summary>Particles are drawn no further than this from the median, in standard deviations of ln(diameter).</summary>
    public const double MostDeviations = 2.5;

    private const int MostVoxels = 1 << 24;
    private const double SmallestElectrolyte = 1e-6;

    /// <summary>Extent along the cell's axis x.</summary>
    public double LengthMetres { get; init; } = 40e-6;

    /// <summary>Extent along y; the structure repeats with it.</summary>
    public double WidthMetres { get; init; } = 20e-6;

    /// <summary>Extent below the polished face.</summary>
    public double DepthMetres { get; init; } = 8e-6;

    /// <summary>Width of a voxel along x and y.</summary>
    public double PitchMetres { get; init; } = 156.25e-9;

    /// <summary>Layers of voxels; each is thicker than the one above by the same factor.</summary>
    public int Layers { get; init; } = 14;

    /// <summary>Thickness of the uppermost layer.</summary>
    public double TopLayerMetres { get; init; } = 100e-9;

    /// <summary>Thickness of the lithium metal; the electrolyte is what lies between it and the composite.</summary>
    public double LithiumMetres { get; init; } = 4e-6;

    /// <summary>Thickness of the composite of LixCoO2 and LLZO.</summary>
    public double CathodeMetres { get; init; } = 27e-6;

    /// <summary>LixCoO2 by volume of the composite.</summary>
    public double CobaltOxideFraction { get; init; } = 0.504;

    /// <summary>Pores by volume of the composite.</summary>
    public double PoreFraction { get; init; } = 0.02;

    /// <summary>Median diameter of the particles before they are pressed together; log-normal.</summary>
    public double ParticleDiameterMetres { get; init; } = 2e-6;

    /// <summary>Standard deviation of ln(diameter).</summary>
    public double ParticleSpread { get; init; } = 0.3;

    /// <summary>Mean diameter of the grains of LLZO.</summary>
    public double GrainDiameterMetres { get; init; } = 2.5e-6;

    /// <summary>Length of the dendrite as a fraction of the electrolyte: 0 is none, 1 a short circuit.</summary>
    public double DendriteFraction { get; init; }

    /// <summary>Radius of the dendrite.</summary>
    public double DendriteRadiusMetres { get; init; } = 400e-9;

    /// <summary>Depth of the dendrite's axis; it reaches the face where this is less than its radius.</summary>
    public double DendriteDepthMetres { get; init; }

    /// <summary>Number of cracks in the face.</summary>
    public int Cracks { get; init; } = 4;

    /// <summary>Depth of the cracks.</summary>
    public double CrackDepthMetres { get; init; } = 600e-9;

    /// <summary>How far polishing leaves the hard LixCoO2 standing out of the LLZO; the other phases follow in proportion.</summary>
    public double ReliefMetres { get; init; } = 12e-9;

    public int Columns => (int)Math.Round(LengthMetres / PitchMetres);

    public int Rows => (int)Math.Round(WidthMetres / PitchMetres);

    public double ElectrolyteMetres => LengthMetres - LithiumMetres - CathodeMetres;

    /// <summary>x where the composite begins.</summary>
    public double CathodeStartMetres => LengthMetres - CathodeMetres;

    /// <summary>Everything that makes the geometry impossible, each with its physical cause; empty for a good one.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        foreach (var (name, value) in new[]
        {
            ("length", LengthMetres), ("width", WidthMetres), ("depth", DepthMetres), ("pitch", PitchMetres), ("top layer", TopLayerMetres),
            ("lithium", LithiumMetres), ("cathode", CathodeMetres), ("particle diameter", ParticleDiameterMetres), ("grain diameter", GrainDiameterMetres),
            ("dendrite radius", DendriteRadiusMetres),
        })
        {
            if (!(value > 0 && double.IsFinite(value))) problems.Add($"{name} of {Length(value)}: an extent is greater than 0");
        }
        if (problems.Count > 0) return problems; // nothing else makes sense of such numbers

        CheckLayers(problems);
        CheckVoxels(problems);
        CheckParticles(problems);
        CheckDefects(problems);
        return problems;
    }

    private void CheckLayers(List<string> problems)
    {
        if (LithiumMetres + CathodeMetres > LengthMetres)
            problems.Add($"lithium ({Length(LithiumMetres)}) and composite ({Length(CathodeMetres)}) overlap by {Length(-ElectrolyteMetres)} in a block {Length(LengthMetres)} long: they would touch and short the cell");
        else if (ElectrolyteMetres < Math.Max(SmallestElectrolyte, 4 * PitchMetres))
            problems.Add($"lithium ({Length(LithiumMetres)}) and composite ({Length(CathodeMetres)}) leave {Length(ElectrolyteMetres)} of a block {Length(LengthMetres)} long for the electrolyte: a separator needs at least {Length(Math.Max(SmallestElectrolyte, 4 * PitchMetres))}");
        if (GrainDiameterMetres < 3 * PitchMetres)
            problems.Add($"grains of {Length(GrainDiameterMetres)} cannot be told from their boundaries, one voxel of {Length(PitchMetres)} thick: at least three voxels are needed");
    }

    private void CheckVoxels(List<string> problems)
    {
        if (!IsWhole(LengthMetres / PitchMetres))
            problems.Add($"a length of {Length(LengthMetres)} is not a whole number of voxels of {Length(PitchMetres)}");
        if (!IsWhole(WidthMetres / PitchMetres))
            problems.Add($"a width of {Length(WidthMetres)} is not a whole number of voxels of {Length(PitchMetres)}");
        else if (LaneFourierTransform.LengthOfAtLeast(Rows) != Rows)
            problems.Add($"a width of {Rows} voxels of {Length(PitchMetres)}: the field of a structure that repeats along y is calculated for even products of powers of 2 and 3; the next is {LaneFourierTransform.LengthOfAtLeast(Rows)}");
        if (Layers < 1)
            problems.Add($"{Layers} layers: at least one is needed");
        else if (Layers * TopLayerMetres > DepthMetres * (1 + 1e-9))
            problems.Add($"{Layers} layers that begin with {Length(TopLayerMetres)} and grow do not fit into a depth of {Length(DepthMetres)}");
        else if (LengthMetres / PitchMetres * (WidthMetres / PitchMetres) * Layers > MostVoxels)
            problems.Add($"{LengthMetres / PitchMetres * (WidthMetres / PitchMetres) * Layers:0} voxels are more than the {MostVoxels} that a sample may have: raise the pitch or shrink the block");
    }

    private void CheckParticles(List<string> problems)
    {
        if (!(CobaltOxideFraction is > 0 and <= 0.75))
            problems.Add($"LixCoO2 fraction {Number(CobaltOxideFraction)}: packed particles fill more than 0 and at most 0.75 of a composite");
        if (!(PoreFraction is >= 0 and <= 0.2))
            problems.Add($"pore fraction {Number(PoreFraction)}: between 0 and 0.2, or the electrolyte between the particles would not hold together");
        if (CobaltOxideFraction + PoreFraction > 0.85)
            problems.Add($"LixCoO2 ({Number(CobaltOxideFraction)}) and pores ({Number(PoreFraction)}) leave less than 0.15 of the composite for the electrolyte");
        if (ParticleDiameterMetres < 4 * PitchMetres)
            problems.Add($"particles of {Length(ParticleDiameterMetres)} cannot be drawn with voxels of {Length(PitchMetres)}: at least four across are needed");
        if (!(ParticleSpread is >= 0 and <= 0.6))
            problems.Add($"particle spread {Number(ParticleSpread)}: the standard deviation of ln(diameter) is between 0 and 0.6");
        else if (ParticleDiameterMetres * Math.Exp(MostDeviations * ParticleSpread) is var largest && largest > Math.Min(CathodeMetres, WidthMetres))
            problems.Add($"particles of {Length(ParticleDiameterMetres)} with a spread of {Number(ParticleSpread)} reach {Length(largest)}, which does not fit into a composite {Length(CathodeMetres)} thick and {Length(WidthMetres)} wide");
    }

    private void CheckDefects(List<string> problems)
    {
        if (!(DendriteFraction is >= 0 and <= 1))
            problems.Add($"dendrite fraction {Number(DendriteFraction)}: between 0 (none) and 1 (through the electrolyte, a short circuit)");
        if (!(DendriteDepthMetres >= 0 && DendriteDepthMetres < DepthMetres))
            problems.Add($"dendrite depth {Length(DendriteDepthMetres)}: between 0 (in the face) and less than the block's depth of {Length(DepthMetres)}");
        if (Cracks is < 0 or > 1000)
            problems.Add($"{Cracks} cracks: between 0 and 1000");
        if (!(CrackDepthMetres >= 0 && CrackDepthMetres <= DepthMetres))
            problems.Add($"crack depth {Length(CrackDepthMetres)}: between 0 and the block's depth of {Length(DepthMetres)}");
        if (!(ReliefMetres is >= 0 and <= 200e-9))
            problems.Add($"relief {Length(ReliefMetres)}: a polished face has between 0 and 200 nm");
    }

    private static bool IsWhole(double ratio) => ratio >= 1 && Math.Abs(ratio - Math.Round(ratio)) < 1e-6 * ratio;

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Length(double metres) => Math.Abs(metres) >= 1e-6
        ? (metres * 1e6).ToString("0.###", CultureInfo.InvariantCulture) + " um"
        : (metres * 1e9).ToString("0.###", CultureInfo.InvariantCulture) + " nm";
}
