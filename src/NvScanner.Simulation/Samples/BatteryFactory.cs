using NvScanner.Abstractions.Instruments;
using NvScanner.Physics;
using NvScanner.Physics.Magnetostatics;
using NvScanner.Simulation.Cell;
using NvScanner.Simulation.Cell.Currents;
using NvScanner.Simulation.Cell.Electrochemistry;
using NvScanner.Simulation.Cell.Fields;
using NvScanner.Simulation.Cell.Geometry;

namespace NvScanner.Simulation.Samples;

/// <summary>Makes the battery of a profile: generated, then given the electrochemistry of what was generated.</summary>
internal static class BatteryFactory
{
    private const double SecondsPerHour = 3600;

    /// <summary>The sample; throws <see cref="InstrumentException"/> that lists everything wrong with its settings.</summary>
    public static ISample Create(SampleContext context)
    {
        var geometry = CellSettings.Geometry(context.Settings);
        var design = CellSettings.Design(context.Settings, geometry);
        var conduction = CellSettings.Conduction(context.Settings, design);
        var path = CellSettings.Path(context.Settings);
        var bulkDepth = CellSettings.BulkDepth(context.Settings);
        var (contactOhms, contactRadius, heatConductivity) = CellSettings.HotSpot(context.Settings);
        context.Settings.ThrowIfUnreadable(context.Id);
        ThrowIfImpossible(geometry, context.Id);
        if (bulkDepth < 0)
            throw new InstrumentException(context.Id, "simulation settings: bulk-depth: the cell goes on beneath its face, a depth is 0 or more");
        try
        {
            var (structure, dendrite) = Structure(geometry, context.Seed, grows: design.DendriteCurrentShare > 0);
            // what was generated, not what was asked for, holds the charge
            design = design with { CapacityAmpereHoursPerSquareMetre = CellInventory.ArealCapacity(structure, design.LithiumContentEmpty, design.LithiumContentFull) / SecondsPerHour };
            design.ThrowIfImpossible();
            var state = new double[structure.Particles.Count + 1];
            Array.Fill(state, design.LithiumContentAtStart);
            state[^1] = geometry.DendriteFraction < 1 ? geometry.DendriteFraction : IParticleCell.Crossed;
            var field = new CellField(structure, state, conduction, path, bulkDepth, LeadsOf(context.Leads), dendrite);
            // before the electrode a shorted cell has the resistance of one that is not: the short is beside it
            Lazy<double> separator = new(() => geometry.DendriteFraction < 1
                ? field.Resistance.SeparatorOhmSquareMetre
                : Currents(MicrostructureGenerator.Generate(geometry with { DendriteFraction = 0 }, context.Seed), conduction, design).Resistance.SeparatorOhmSquareMetre);
            // one solution says where the current flows and what it meets on its way
            IParticleCell cell = path == CurrentPath.ElectronsOnly
                ? new ElectronicPath(design, new(() => field.Resistance.OhmSquareMetre))
                : new ElectrochemicalCell(design, structure.Particles, separator);
            return new BatterySample(structure, cell, field, contactOhms == 0 ? null : new HotSpot(structure, contactOhms, contactRadius, heatConductivity));
        }
        catch (ArgumentException impossible)
        {
            throw new InstrumentException(context.Id, "simulation settings: " + impossible.Message, impossible);
        }
    }

    private static (Microstructure Structure, GrowingDendrite? Dendrite) Structure(CellGeometry geometry, ulong seed, bool grows) =>
        grows ? MicrostructureGenerator.GenerateGrowing(geometry, seed) : (MicrostructureGenerator.Generate(geometry, seed), null);

    private static CurrentDistribution Currents(Microstructure structure, ConductionModel conduction, CellDesign design)
    {
        var contents = new double[structure.Particles.Count];
        Array.Fill(contents, design.LithiumContentAtStart);
        return new CurrentSolver(structure, conduction, CurrentPath.IonsAndElectrons, CellField.SolverTolerance).Solve(contents);
    }

    /// <summary>Throws <see cref="InstrumentException"/> that lists what is impossible about a geometry.</summary>
    public static void ThrowIfImpossible(CellGeometry geometry, InstrumentId id)
    {
        if (geometry.Problems() is { Count: > 0 } problems)
            throw new InstrumentException(id, "simulation settings: impossible cell: " + string.Join("; ", problems));
    }

    private static LeadField LeadsOf(IReadOnlyList<Lead> leads) =>
        new(leads.Select(lead => new[] { ToPhysics(lead.FromMetres), ToPhysics(lead.ToMetres) }));

    private static Vector3d ToPhysics(Abstractions.Quantities.Vector3 vector) => new(vector.X, vector.Y, vector.Z);
}
