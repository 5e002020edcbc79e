using NvScanner.Physics;
using NvScanner.Physics.Magnetostatics;
using NvScanner.Physics.Materials;
using NvScanner.Simulation.Cell.Currents;
using NvScanner.Simulation.Cell.Geometry;

namespace NvScanner.Simulation.Cell.Fields;

/// <summary>
/// The field above a cell in its present state: stray field of its matter in the bias field, Ørsted field of its current distribution, the uniform field of
/// the current deep in the bulk, and leads. Fields are linear in susceptibilities and densities, and straight pieces of the contents' way
/// (<see cref="ContentTrack{T}"/>) make them linear in time.
/// </summary>
internal sealed class CellField
{
    /// <summary>Of the drive: what is left when currents count as solved.</summary>
    public const double SolverTolerance = 1e-4;

    private const double StraightWithin = 0.005;
    private const double ContentTolerance = 0.003;
    private const double CurrentTolerance = 0.03;

    private static readonly double[] ContentSteps = [0.04, 0.02, 0.01, 0.005];
    private static readonly double[] CurrentSteps = [0.15];

    // a twentieth of the electrolyte, 0.45 um of 9 um, is as much as a whole step of the contents
    private const double GrowthStep = 0.05;

    private readonly Microstructure _structure;
    private readonly BlockGrid _grid;
    private readonly double _bulkDepth;
    private readonly LeadField _leads;
    private readonly ConductionModel _conduction;
    private readonly CurrentPath _path;
    private readonly GrowingDendrite? _dendrite;
    private readonly ContentTrack<FieldMaps> _stray;
    private readonly ContentTrack<CurrentMaps> _currents;
    private readonly double _leftmost, _rightmost;

    /// <summary>
    /// A cell at its first lithium contents; the bulk goes on beneath the block down to a depth in m. Everywhere in this class a number behind the contents is
    /// how far a dendrite has come (<see cref="IParticleCell.DendriteAt"/>); it changes the block where one can grow.
    /// </summary>
    public CellField(
        Microstructure structure, ReadOnlySpan<double> lithiumContents, ConductionModel conduction, CurrentPath path, double bulkDepthMetres, LeadField leads, GrowingDendrite? dendrite = null)
    {
        (_structure, _grid, _bulkDepth, _leads) = (structure, new BlockGrid(structure), bulkDepthMetres, leads);
        (_conduction, _path, _dendrite) = (conduction, path, dendrite);
        var particles = structure.Particles.Count;
        _stray = new(lithiumContents, particles, ContentSteps[0] / GrowthStep, ContentSteps, ContentTolerance, IsStraight, StrayMapsOf);
        _currents = new(lithiumContents, particles, CurrentSteps[0] / GrowthStep, CurrentSteps, CurrentTolerance, (_, _) => true, CurrentMapsOf);
        var gap = (_grid.PaddedColumns - _grid.Columns) * _grid.PitchMetres;
        (_leftmost, _rightmost) = (-0.49 * gap, _grid.Columns * _grid.PitchMetres + 0.49 * gap);
    }

    /// <summary>What a current meets in the block at the beginning of the present piece of the contents' way; the currents of both its ends are solved for it.</summary>
    public BlockResistance Resistance => _currents.Ends.AtBegin.Resistance;

    /// <summary>Takes note of the contents; to be called at regular times, in order.</summary>
    public void Observe(ReadOnlySpan<double> lithiumContents)
    {
        _stray.Observe(lithiumContents);
        _currents.Observe(lithiumContents);
    }

    /// <summary>Field in T outside the cell, the bias itself not included, at a cell current and its density over the cell's section.</summary>
    public Vector3d FieldAt(Vector3d position, Vector3d biasTesla, ReadOnlySpan<double> lithiumContents, double amperes, double amperesPerSquareMetre)
    {
        var above = position with { X = Math.Clamp(position.X, _leftmost, _rightmost) };
        var place = _stray.PlaceOf(lithiumContents);
        var (strayAtBegin, strayAtEnd) = _stray.Ends;
        var field = strayAtBegin.StrayFieldAt(above, biasTesla) * (1 - place) + strayAtEnd.StrayFieldAt(above, biasTesla) * place;
        if (!Flows(lithiumContents, amperesPerSquareMetre)) return field;
        place = _currents.PlaceOf(lithiumContents);
        var (currentsAtBegin, currentsAtEnd) = _currents.Ends;
        field += currentsAtBegin.FieldAt(above, amperesPerSquareMetre) * (1 - place) + currentsAtEnd.FieldAt(above, amperesPerSquareMetre) * place;
        // a charging current flows along -x: a sheet of that depth
        field += new Vector3d(0, 0.5 * PhysicalConstants.VacuumPermeability * _bulkDepth * amperesPerSquareMetre, 0);
        return amperes == 0 ? field : field + _leads.PerAmpereAt(position) * amperes;
    }

    /// <summary>The part of <see cref="FieldAt"/> that is proportional to the current, at a cell current and its density; what flows between the particles by itself is not in it.</summary>
    public Vector3d FieldOfCurrentAt(Vector3d position, ReadOnlySpan<double> lithiumContents, double amperes, double amperesPerSquareMetre)
    {
        var above = position with { X = Math.Clamp(position.X, _leftmost, _rightmost) };
        var place = _currents.PlaceOf(lithiumContents);
        var (atBegin, atEnd) = _currents.Ends;
        var begin = atBegin.FieldAt(above, amperesPerSquareMetre) - atBegin.FieldAt(above, 0);
        var end = atEnd.FieldAt(above, amperesPerSquareMetre) - atEnd.FieldAt(above, 0);
        return begin * (1 - place) + end * place
            + new Vector3d(0, 0.5 * PhysicalConstants.VacuumPermeability * _bulkDepth * amperesPerSquareMetre, 0) + _leads.PerAmpereAt(position) * amperes;
    }

    /// <summary>Sheet current of the block in A/m at a column of voxels [row, column].</summary>
    public Vector3d SheetCurrentAt(int column, int row, ReadOnlySpan<double> lithiumContents, double amperesPerSquareMetre)
    {
        if (!Flows(lithiumContents, amperesPerSquareMetre)) return Vector3d.Zero;
        var voxel = row * _structure.Columns + column;
        var place = _currents.PlaceOf(lithiumContents);
        var (atBegin, atEnd) = _currents.Ends;
        return atBegin.SheetCurrentAt(voxel, amperesPerSquareMetre) * (1 - place) + atEnd.SheetCurrentAt(voxel, amperesPerSquareMetre) * place;
    }

    /// <summary>SI volume susceptibility of every voxel [layer, row, column].</summary>
    public static double[] SusceptibilitiesOf(Microstructure structure, ReadOnlySpan<double> lithiumContents)
    {
        double lithium = MaterialTable.Default["Li"].VolumeSusceptibility(), electrolyte = MaterialTable.Default["LLZO"].VolumeSusceptibility();
        var ofParticle = new double[lithiumContents.Length];
        for (var p = 0; p < ofParticle.Length; p++) ofParticle[p] = LithiumCobaltOxide.VolumeSusceptibility(lithiumContents[p]);
        var values = new double[structure.Phases.Length];
        for (var voxel = 0; voxel < values.Length; voxel++)
        {
            values[voxel] = structure.Phases[voxel] switch
            {
                Phase.CobaltOxide => ofParticle[structure.ParticleIndices[voxel]],
                Phase.LithiumMetal or Phase.Dendrite => lithium,
                Phase.Electrolyte or Phase.GrainBoundary => electrolyte,
                _ => 0,
            };
        }
        return values;
    }

    // particles that differ drive currents through each other even when none flows outside
    private bool Flows(ReadOnlySpan<double> lithiumContents, double amperesPerSquareMetre)
    {
        if (amperesPerSquareMetre != 0) return true;
        foreach (var content in lithiumContents[.._structure.Particles.Count])
        {
            if (content != lithiumContents[0]) return true;
        }
        return false;
    }

    private FieldMaps StrayMapsOf(double[] lithiumContents) =>
        FieldMaps.OfStrayField(_grid, SourceSpectrum.OfSusceptibility(_grid, SusceptibilitiesOf(StructureOf(lithiumContents), lithiumContents), _bulkDepth));

    private CurrentMaps CurrentMapsOf(double[] lithiumContents)
    {
        var structure = StructureOf(lithiumContents);
        return new(structure, _grid, new CurrentSolver(structure, _conduction, _path, SolverTolerance).Solve(lithiumContents.AsSpan(0, structure.Particles.Count)));
    }

    private Microstructure StructureOf(double[] state) => _dendrite is not null && state.Length > _structure.Particles.Count ? _dendrite.At(state[^1]) : _structure;

    // chi(x) has bends: no piece may miss it by more than so much of its largest value
    private static bool IsStraight(double from, double to)
    {
        var middle = LithiumCobaltOxide.VolumeSusceptibility(0.5 * (from + to));
        var chord = 0.5 * (LithiumCobaltOxide.VolumeSusceptibility(from) + LithiumCobaltOxide.VolumeSusceptibility(to));
        return Math.Abs(middle - chord) <= StraightWithin * LithiumCobaltOxide.VolumeSusceptibility(0.6);
    }
}
