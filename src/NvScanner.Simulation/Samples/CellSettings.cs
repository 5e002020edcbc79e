using NvScanner.Abstractions.Quantities;
using NvScanner.Simulation.Cell.Geometry;
using NvScanner.Simulation.Twin;

namespace NvScanner.Simulation.Samples;

/// <summary>The settings of a profile that shape the simulated cell.</summary>
internal static class CellSettings
{
    /// <summary>The geometry that the settings ask for; whether it is possible is its own to say.</summary>
    public static CellGeometry Geometry(WorldSettings settings)
    {
        var standard = new CellGeometry();
        return standard with
        {
            LengthMetres = Length("cell-length", standard.LengthMetres),
            WidthMetres = Length("cell-width", standard.WidthMetres),
            DepthMetres = Length("cell-depth", standard.DepthMetres),
            PitchMetres = Length("voxel", standard.PitchMetres),
            LithiumMetres = Length("lithium", standard.LithiumMetres),
            CathodeMetres = Length("composite", standard.CathodeMetres),
            CobaltOxideFraction = settings.GetNumber("cobalt-oxide-fraction", standard.CobaltOxideFraction, 0, 1),
            PoreFraction = settings.GetNumber("pore-fraction", standard.PoreFraction, 0, 1),
            ParticleDiameterMetres = Length("particle-diameter", standard.ParticleDiameterMetres),
            ParticleSpread = settings.GetNumber("particle-spread", standard.ParticleSpread, 0, 1),
            GrainDiameterMetres = Length("grain-diameter", standard.GrainDiameterMetres),
            DendriteFraction = settings.GetNumber("dendrite", standard.DendriteFraction, 0, 1),
            DendriteRadiusMetres = Length("dendrite-radius", standard.DendriteRadiusMetres),
            DendriteDepthMetres = Length("dendrite-depth", standard.DendriteDepthMetres),
            CrackDepthMetres = Length("crack-depth", standard.CrackDepthMetres),
            ReliefMetres = Length("relief", standard.ReliefMetres),
        };

        double Length(string name, double otherwise) => settings.Get(name, new Length(otherwise)).Metres;
    }
}
