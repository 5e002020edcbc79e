using NvScanner.Abstractions.Quantities;
using NvScanner.Simulation.Cell.Currents;
using NvScanner.Simulation.Cell.Electrochemistry;
using NvScanner.Simulation.Cell.Geometry;
using NvScanner.Simulation.Twin;

namespace NvScanner.Simulation.Samples;

/// <summary>The settings of a profile that shape the simulated cell.</summary>
internal static class CellSettings
{
    private static readonly Dictionary<string, CurrentPath> Paths = new(StringComparer.Ordinal)
    {
        ["ions-and-electrons"] = CurrentPath.IonsAndElectrons,
        ["electrons-only"] = CurrentPath.ElectronsOnly,
    };

    /// <summary>The geometry that the settings ask for; whether it is possible is its own to say.</summary>
    public static CellGeometry Geometry(WorldSettings settings)
    {
        var standard = new CellGeometry();
        return standard with
        {
            LengthMetres = Length(settings, "cell-length", standard.LengthMetres),
            WidthMetres = Length(settings, "cell-width", standard.WidthMetres),
            DepthMetres = Length(settings, "cell-depth", standard.DepthMetres),
            PitchMetres = Length(settings, "voxel", standard.PitchMetres),
            LithiumMetres = Length(settings, "lithium", standard.LithiumMetres),
            CathodeMetres = Length(settings, "composite", standard.CathodeMetres),
            CobaltOxideFraction = settings.GetNumber("cobalt-oxide-fraction", standard.CobaltOxideFraction, 0, 1),
            PoreFraction = settings.GetNumber("pore-fraction", standard.PoreFraction, 0, 1),
            ParticleDiameterMetres = Length(settings, "particle-diameter", standard.ParticleDiameterMetres),
            ParticleSpread = settings.GetNumber("particle-spread", standard.ParticleSpread, 0, 1),
            GrainDiameterMetres = Length(settings, "grain-diameter", standard.GrainDiameterMetres),
            DendriteFraction = settings.GetNumber("dendrite", standard.DendriteFraction, 0, 1),
            DendriteRadiusMetres = Length(settings, "dendrite-radius", standard.DendriteRadiusMetres),
            DendriteDepthMetres = Length(settings, "dendrite-depth", standard.DendriteDepthMetres),
            CrackDepthMetres = Length(settings, "crack-depth", standard.CrackDepthMetres),
            ReliefMetres = Length(settings, "relief", standard.ReliefMetres),
        };
    }

    /// <summary>The cell around a geometry; its capacity follows from what is generated.</summary>
    public static CellDesign Design(WorldSettings settings, CellGeometry geometry)
    {
        var standard = new CellDesign();
        var side = Length(settings, "cell-side", Math.Sqrt(standard.AreaSquareMetres));
        return standard with
        {
            AreaSquareMetres = side * side,
            CathodeThicknessMetres = geometry.CathodeMetres,
            ElectrolyteThicknessMetres = geometry.ElectrolyteMetres,
            LithiumContentAtStart = settings.GetNumber("lithium-content", standard.LithiumContentAtStart, 0, 1),
            DendriteCurrentShare = settings.GetNumber("dendrite-current-share", standard.DendriteCurrentShare, 0, 1),
            DendriteRadiusMetres = geometry.DendriteRadiusMetres,
            DendriteLengthAtStartMetres = geometry.DendriteFraction * geometry.ElectrolyteMetres,
        };
    }

    /// <summary>Conductivities of the phases; charge transfer is that of the cell's electrochemistry.</summary>
    public static ConductionModel Conduction(WorldSettings settings, CellDesign design)
    {
        var standard = new ConductionModel();
        return standard with
        {
            ElectrolyteSiemensPerMetre = settings.GetNumber("electrolyte-conductivity", standard.ElectrolyteSiemensPerMetre, 1e-9, 1e3),
            OxideTransferOhmSquareMetre = design.ChargeTransferResistanceOhmSquareMetres,
            LithiumTransferOhmSquareMetre = design.LithiumTransferResistanceOhmSquareMetres,
            GrainBoundarySiemensPerMetre = settings.GetNumber("grain-boundary-conductivity", standard.GrainBoundarySiemensPerMetre, 1e-9, 1e3),
        };
    }

    /// <summary>What carries the current.</summary>
    public static CurrentPath Path(WorldSettings settings) => settings.GetChoice("current-path", Paths, "ions-and-electrons");

    /// <summary>The contact where the dendrite ends, which the cell's current heats: ohm (0 for none), radius in m, and W/(m K) of the matter around it.</summary>
    public static (double Ohms, double RadiusMetres, double WattsPerMetreKelvin) HotSpot(WorldSettings settings) =>
        (settings.GetNumber("hot-spot-resistance", 0, 0, 1e6), Length(settings, "hot-spot-radius", 0.5e-6), settings.GetNumber("thermal-conductivity", 1.5, 0, 1e4));

    /// <summary>How far the cell goes on beneath its face.</summary>
    public static double BulkDepth(WorldSettings settings) => Length(settings, "bulk-depth", 1e-3);

    private static double Length(WorldSettings settings, string name, double otherwise) => settings.Get(name, new Length(otherwise)).Metres;
}
