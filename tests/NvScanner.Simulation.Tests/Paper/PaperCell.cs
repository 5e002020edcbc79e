using NvScanner.Physics;
using NvScanner.Physics.Magnetostatics;
using NvScanner.Simulation.Cell;
using NvScanner.Simulation.Cell.Currents;
using NvScanner.Simulation.Cell.Fields;
using NvScanner.Simulation.Cell.Geometry;
using NvScanner.Simulation.Samples;

namespace NvScanner.Simulation.Tests.Paper;

/// <summary>The generated cross-section that the battery profiles ship, and what a tip sees above it; made once for all tests.</summary>
internal sealed class PaperCell
{
    /// <summary>The paper's stand-off.</summary>
    public const double StandoffMetres = 50e-9;

    /// <summary>The paper's bias.</summary>
    public const double BiasTesla = 0.1;

    private const ulong Seed = 1;
    private const double StepMetres = 0.2e-6;

    private static readonly Lazy<PaperCell> Without = new(() => new PaperCell(new CellGeometry()));
    private static readonly Lazy<PaperCell> With = new(() => new PaperCell(new CellGeometry { DendriteFraction = 0.8 }));

    private readonly TipTrace _trace;
    private readonly Dictionary<(double Content, CurrentPath Path), CellField> _fields = [];

    private PaperCell(CellGeometry geometry)
    {
        Geometry = geometry;
        Structure = MicrostructureGenerator.Generate(geometry, Seed);
        _trace = new TipTrace(Structure.HeightsMetres, Structure.Columns, Structure.Rows, Structure.PitchMetres);
    }

    /// <summary>The cell as it is shipped.</summary>
    public static PaperCell Whole => Without.Value;

    /// <summary>The same cell with a dendrite in its face through four fifths of the electrolyte.</summary>
    public static PaperCell WithDendrite => With.Value;

    public CellGeometry Geometry { get; }

    public Microstructure Structure { get; }

    public double DendriteEndMetres => Geometry.LithiumMetres + Geometry.DendriteFraction * Geometry.ElectrolyteMetres;

    /// <summary>The field with every particle at one lithium content; only what differs from place to place, without bulk and leads.</summary>
    public CellField FieldOf(double lithiumContent, CurrentPath path = CurrentPath.IonsAndElectrons)
    {
        lock (_fields)
        {
            if (!_fields.TryGetValue((lithiumContent, path), out var field))
                _fields[(lithiumContent, path)] = field = new CellField(Structure, Contents(lithiumContent), new ConductionModel(), path, 0, new LeadField([]));
            return field;
        }
    }

    public double[] Contents(double lithiumContent) => [.. Enumerable.Repeat(lithiumContent, Structure.Particles.Count)];

    /// <summary>Stray field along an NV axis that lies along the bias, over a lattice of places between two planes across the cell's axis.</summary>
    public double[] StrayAlong(Vector3d axis, double lithiumContent, double fromMetres, double toMetres, double standoffMetres = StandoffMetres, double biasTesla = BiasTesla)
    {
        var (field, contents) = (FieldOf(lithiumContent), Contents(lithiumContent));
        return [.. Places(fromMetres, toMetres, standoffMetres).Select(place => axis.Dot(field.FieldAt(place, axis * biasTesla, contents, 0, 0)))];
    }

    /// <summary>Oersted field along an axis at a nominal current density in A/m2.</summary>
    public double[] OerstedAlong(Vector3d axis, double lithiumContent, double amperesPerSquareMetre, double fromMetres, double toMetres, CurrentPath path = CurrentPath.IonsAndElectrons)
    {
        var (field, contents) = (FieldOf(lithiumContent, path), Contents(lithiumContent));
        return [.. Places(fromMetres, toMetres, StandoffMetres).Select(place => axis.Dot(field.FieldAt(place, Vector3d.Zero, contents, 0, amperesPerSquareMetre)))];
    }

    private IEnumerable<Vector3d> Places(double fromMetres, double toMetres, double standoffMetres)
    {
        for (var y = 0.5 * StepMetres; y < Geometry.WidthMetres; y += StepMetres)
            for (var x = fromMetres + 0.5 * StepMetres; x < toMetres; x += StepMetres)
                yield return new Vector3d(x, y, _trace.At(x, y) + standoffMetres);
    }
}
