namespace NvScanner.Simulation.Cell.Currents;

/// <summary>
/// The block as finite volumes: a node per voxel for the potential of the electrons, one for that of the ions, and a conductance through every face
/// that two voxels share (along y the last row and the first do too), within a conductor (two half voxels in series) or, where an electrode meets the electrolyte, through the charge transfer.
/// </summary>
internal sealed class ConductanceNetwork
{
    /// <summary>Stands for the contact at the negative end, potential 0.</summary>
    public const int NegativeContact = -1;

    private readonly Microstructure _structure;
    private readonly double[] _electronic;
    private readonly double[] _ionic;
    private readonly int[] _electronNode;
    private readonly int[] _ionNode;
    private readonly double[] _transfer;
    private readonly double _lithiumTransfer;
    private readonly int _cathodeStart;
    private readonly List<CurrentBranch> _branches;

    private ConductanceNetwork(Microstructure structure, double[] electronic, double[] ionic, double[] transfer, double lithiumTransfer, int firstColumn, int cathodeStart)
    {
        (_structure, _electronic, _ionic, _transfer, _lithiumTransfer, _cathodeStart) = (structure, electronic, ionic, transfer, lithiumTransfer, cathodeStart);
        _electronNode = new int[electronic.Length];
        _ionNode = new int[electronic.Length];
        _branches = new List<CurrentBranch>(4 * electronic.Length);
        var nodes = 0;
        for (var voxel = 0; voxel < electronic.Length; voxel++)
        {
            _electronNode[voxel] = electronic[voxel] > 0 ? nodes++ : int.MinValue;
            _ionNode[voxel] = ionic[voxel] > 0 ? nodes++ : int.MinValue;
        }
        PositiveContact = nodes;
        Nodes = nodes + 1;
        Connect(firstColumn);
    }

    public int Nodes { get; }

    /// <summary>The node of the collector at the positive end, one potential over its whole face.</summary>
    public int PositiveContact { get; }

    public IReadOnlyList<CurrentBranch> Branches => _branches;

    /// <summary>The network of a cell whose particles have the given lithium contents.</summary>
    public static ConductanceNetwork Of(Microstructure structure, ConductionModel model, CurrentPath path, ReadOnlySpan<double> lithiumContents)
    {
        var cathodeStart = FirstColumnOf(structure, Phase.CobaltOxide);
        var firstColumn = path == CurrentPath.ElectronsOnly ? cathodeStart : 0;
        var electronic = new double[structure.Phases.Length];
        var ionic = new double[structure.Phases.Length];
        for (var voxel = 0; voxel < electronic.Length; voxel++)
        {
            var column = voxel % structure.Columns;
            if (column < firstColumn) continue;
            var inCathode = column >= cathodeStart;
            var phase = structure.Phases[voxel];
            electronic[voxel] = phase switch
            {
                Phase.LithiumMetal or Phase.Dendrite => model.MetalSiemensPerMetre,
                Phase.CobaltOxide => model.OxideSiemensPerMetre(lithiumContents[structure.ParticleIndices[voxel]]),
                Phase.Electrolyte or Phase.GrainBoundary when inCathode => model.AdditiveSiemensPerMetre,
                _ => 0,
            };
            if (path == CurrentPath.IonsAndElectrons)
                ionic[voxel] = phase switch
                {
                    Phase.Electrolyte or Phase.GrainBoundary when inCathode => model.CatholyteSiemensPerMetre,
                    Phase.Electrolyte => model.ElectrolyteSiemensPerMetre,
                    Phase.GrainBoundary => model.GrainBoundarySiemensPerMetre,
                    _ => 0,
                };
        }
        var transfer = new double[lithiumContents.Length];
        var perSurface = model.OxideTransferOhmSquareMetre * SurfaceOfOxidePerArea(structure);
        for (var p = 0; p < transfer.Length; p++) transfer[p] = perSurface * ConductionModel.RelativeTransferResistance(lithiumContents[p]);
        return new ConductanceNetwork(structure, electronic, ionic, transfer, model.LithiumTransferOhmSquareMetre, firstColumn, cathodeStart);
    }

    /// <summary>The first column in which a phase occurs; the number of columns where it does not.</summary>
    public static int FirstColumnOf(Microstructure structure, Phase phase)
    {
        var first = structure.Columns;
        for (var voxel = 0; voxel < structure.Phases.Length; voxel++)
            if (structure.Phases[voxel] == phase) first = Math.Min(first, voxel % structure.Columns);
        return first;
    }

    /// <summary>The matrix of Kirchhoff's law; the right-hand side holds the currents that are fed into the nodes.</summary>
    public SymmetricMatrix Matrix()
    {
        var diagonal = new double[Nodes];
        var starts = new int[Nodes + 1];
        foreach (var branch in _branches)
        {
            if (branch.From >= 0) diagonal[branch.From] += branch.Siemens;
            diagonal[branch.To] += branch.Siemens;
            if (branch.From < 0) continue;
            starts[branch.From + 1]++;
            starts[branch.To + 1]++;
        }
        for (var i = 0; i < Nodes; i++) starts[i + 1] += starts[i];
        var next = starts.AsSpan(0, Nodes).ToArray();
        var columns = new int[starts[Nodes]];
        var values = new double[starts[Nodes]];
        foreach (var branch in _branches)
        {
            if (branch.From < 0) continue;
            (columns[next[branch.From]], values[next[branch.From]++]) = (branch.To, -branch.Siemens);
            (columns[next[branch.To]], values[next[branch.To]++]) = (branch.From, -branch.Siemens);
        }
        // a voxel without a neighbour carries nothing: any diagonal keeps its potential at zero
        for (var i = 0; i < Nodes; i++)
            if (diagonal[i] == 0) diagonal[i] = 1;
        return new SymmetricMatrix(diagonal, starts, columns, values);
    }

    /// <summary>Potential in V before a branch less that behind it.</summary>
    public static double DropAlong(in CurrentBranch branch, ReadOnlySpan<double> potentials) =>
        (branch.From == NegativeContact ? 0 : potentials[branch.From]) - potentials[branch.To];

    /// <summary>Joule heat in W of the conductors before the positive electrode at these potentials, charge transfer at the lithium left out.</summary>
    public double HeatBeforeElectrode(ReadOnlySpan<double> potentials)
    {
        var watts = 0.0;
        foreach (var branch in _branches)
        {
            var voxel = branch.Before == CurrentBranch.Nothing ? branch.Behind : branch.Before;
            if (voxel % _structure.Columns >= _cathodeStart) continue;
            var drop = DropAlong(branch, potentials);
            watts += branch.Siemens * drop * drop * OwnShareBeforeElectrode(branch, voxel);
        }
        return watts;
    }

    // of a branch's resistance: without charge transfer, and of one that leads into the electrode only the half voxel before it
    private double OwnShareBeforeElectrode(in CurrentBranch branch, int voxel)
    {
        if (branch.Before == CurrentBranch.Nothing) return 1;
        var area = FaceArea(_structure, branch.Axis, voxel / (_structure.Columns * _structure.Rows));
        if (branch.Behind % _structure.Columns >= _cathodeStart)
            return branch.Siemens * 0.5 * _structure.PitchMetres / (Math.Max(_ionic[voxel], _electronic[voxel]) * area);
        return IsElectrolyte(_structure.Phases[branch.Before]) == IsElectrolyte(_structure.Phases[branch.Behind]) ? 1 : 1 - branch.Siemens * _lithiumTransfer / area;
    }

    private static double SurfaceOfOxidePerArea(Microstructure structure)
    {
        double surface = 0;
        ForEachFace(structure, 0, (before, behind, axis, layer) =>
        {
            if (structure.Phases[before] == Phase.CobaltOxide && IsElectrolyte(structure.Phases[behind]) ||
                structure.Phases[behind] == Phase.CobaltOxide && IsElectrolyte(structure.Phases[before]))
                surface += FaceArea(structure, axis, layer);
        });
        var depth = -structure.LayerBoundariesMetres[^1];
        return surface / (structure.Rows * structure.PitchMetres * depth);
    }

    private static bool IsElectrolyte(Phase phase) => phase is Phase.Electrolyte or Phase.GrainBoundary;

    /// <summary>Area of a face across an axis in a layer.</summary>
    public static double FaceArea(Microstructure structure, int axis, int layer) =>
        structure.PitchMetres * (axis == 2 ? structure.PitchMetres : Thickness(structure, layer));

    private static double Thickness(Microstructure structure, int layer) => structure.LayerBoundariesMetres[layer] - structure.LayerBoundariesMetres[layer + 1];

    private static void ForEachFace(Microstructure structure, int firstColumn, Action<int, int, byte, int> visit)
    {
        var voxel = 0;
        for (var layer = 0; layer < structure.Layers; layer++)
        {
            for (var row = 0; row < structure.Rows; row++)
            {
                for (var column = 0; column < structure.Columns; column++, voxel++)
                {
                    if (column < firstColumn) continue;
                    if (column + 1 < structure.Columns) visit(voxel, voxel + 1, 0, layer);
                    // the block repeats along y, as its particles and its fields do
                    if (structure.Rows > 1) visit(voxel, row + 1 < structure.Rows ? voxel + structure.Columns : voxel - row * structure.Columns, 1, layer);
                    if (layer + 1 < structure.Layers) visit(voxel, voxel + structure.Columns * structure.Rows, 2, layer);
                }
            }
        }
    }

    private void Connect(int firstColumn)
    {
        ForEachFace(_structure, firstColumn, (before, behind, axis, layer) =>
        {
            var area = FaceArea(_structure, axis, layer);
            var (near, far) = axis == 2
                ? (0.5 * Thickness(_structure, layer), 0.5 * Thickness(_structure, layer + 1))
                : (0.5 * _structure.PitchMetres, 0.5 * _structure.PitchMetres);
            if (_electronic[before] > 0 && _electronic[behind] > 0)
                Add(before, behind, axis, _electronNode[before], _electronNode[behind], area / (near / _electronic[before] + far / _electronic[behind]));
            if (_ionic[before] > 0 && _ionic[behind] > 0)
                Add(before, behind, axis, _ionNode[before], _ionNode[behind], area / (near / _ionic[before] + far / _ionic[behind]));
            if (TransferOhm(before) is var resistance && resistance > 0 && _ionic[behind] > 0)
                Add(before, behind, axis, _electronNode[before], _ionNode[behind], area / (near / _electronic[before] + resistance + far / _ionic[behind]), _structure.ParticleIndices[before], true);
            if (TransferOhm(behind) is var opposite && opposite > 0 && _ionic[before] > 0)
                Add(before, behind, axis, _ionNode[before], _electronNode[behind], area / (near / _ionic[before] + opposite + far / _electronic[behind]), _structure.ParticleIndices[behind], false);
        });
        for (var layer = 0; layer < _structure.Layers; layer++)
        {
            var perConductivity = FaceArea(_structure, 0, layer) / (0.5 * _structure.PitchMetres);
            for (var row = 0; row < _structure.Rows; row++)
            {
                var first = _structure.IndexOf(firstColumn, row, layer);
                if (_electronic[first] > 0) Add(CurrentBranch.Nothing, first, 0, NegativeContact, _electronNode[first], perConductivity * _electronic[first]);
                var last = _structure.IndexOf(_structure.Columns - 1, row, layer);
                if (_electronic[last] > 0) Add(last, CurrentBranch.Nothing, 0, _electronNode[last], PositiveContact, perConductivity * _electronic[last]);
            }
        }
    }

    // ohm m2 of the charge transfer at the surface of an electrode's voxel, 0 where there is none
    private double TransferOhm(int voxel) => _structure.Phases[voxel] switch
    {
        Phase.CobaltOxide => _transfer[_structure.ParticleIndices[voxel]],
        Phase.LithiumMetal or Phase.Dendrite => _lithiumTransfer,
        _ => 0,
    };

    private void Add(int before, int behind, int axis, int from, int to, double siemens, short particle = Microstructure.NoParticle, bool oxideIsBefore = false) =>
        _branches.Add(new CurrentBranch(before, behind, (byte)axis, from, to, siemens, particle, oxideIsBefore));
}
