using NvScanner.Physics.Battery;

namespace NvScanner.Simulation.Cell.Currents;

/// <summary>
/// Potentials of ions and electrons in a microstructure by finite volumes, as deviations from equilibrium: where particles differ in lithium content,
/// their open-circuit potentials drive currents too. Immutable: a solution depends on what is asked for and on nothing that was solved before; safe for several threads.
/// </summary>
internal sealed class CurrentSolver
{
    // differences of open-circuit potential below this make no current worth solving for
    private const double SmallestVoltageDifference = 1e-6;

    private readonly Microstructure _structure;
    private readonly ConductionModel _model;
    private readonly CurrentPath _path;
    private readonly int _firstColumn;
    private readonly double _tolerance;

    /// <summary>Stops at a residual of the tolerance times the drive; throws <see cref="ArgumentException"/> where the model is impossible or there is no positive electrode.</summary>
    public CurrentSolver(Microstructure structure, ConductionModel model, CurrentPath path, double tolerance = 1e-7)
    {
        model.ThrowIfImpossible();
        (_structure, _model, _path, _tolerance) = (structure, model, path, tolerance);
        var cathode = ConductanceNetwork.FirstColumnOf(structure, Phase.CobaltOxide);
        if (cathode == structure.Columns) throw new ArgumentException("there is no LixCoO2 in the block: without a positive electrode no current has a way", nameof(structure));
        _firstColumn = path == CurrentPath.ElectronsOnly ? cathode : 0;
    }

    /// <summary>The currents at the particles' lithium contents.</summary>
    public CurrentDistribution Solve(ReadOnlySpan<double> lithiumContents)
    {
        if (lithiumContents.Length != _structure.Particles.Count) throw new ArgumentException("one lithium content per particle", nameof(lithiumContents));
        var network = ConductanceNetwork.Of(_structure, _model, _path, lithiumContents);
        var gradients = new ConjugateGradient(new AggregationMultigrid(network.Matrix()));

        var right = new double[network.Nodes];
        var area = _structure.Rows * _structure.PitchMetres * -_structure.LayerBoundariesMetres[^1];
        right[network.PositiveContact] = area;
        // one ampere per square metre that enters at the positive contact charges
        var potentials = new double[network.Nodes];
        gradients.Solve(right, potentials, _tolerance);
        var driven = Densities(network, potentials, [], 1);
        var resistance = new BlockResistance(potentials[network.PositiveContact], network.HeatBeforeElectrode(potentials) / area);

        var voltages = EquilibriumDifferences(lithiumContents);
        if (voltages.Length == 0) return new CurrentDistribution(driven[0], driven[1], driven[2], null, null, null, resistance);

        Array.Clear(right);
        foreach (var branch in network.Branches)
        {
            if (branch.Particle == Microstructure.NoParticle) continue;
            var pushed = branch.Siemens * voltages[branch.Particle] * (branch.OxideIsBefore ? 1 : -1);
            right[branch.From] += pushed;
            right[branch.To] -= pushed;
        }
        Array.Clear(potentials);
        gradients.Solve(right, potentials, _tolerance);
        var resting = Densities(network, potentials, voltages, 0);
        return new CurrentDistribution(driven[0], driven[1], driven[2], resting[0], resting[1], resting[2], resistance);
    }

    // deviations of the particles' open-circuit potentials from their mean; empty where they are all the same
    private double[] EquilibriumDifferences(ReadOnlySpan<double> lithiumContents)
    {
        if (_path == CurrentPath.ElectronsOnly) return [];
        var voltages = new double[lithiumContents.Length];
        for (var p = 0; p < voltages.Length; p++) voltages[p] = LithiumCobaltOxidePotential.Volts(lithiumContents[p]);
        var mean = voltages.Average();
        for (var p = 0; p < voltages.Length; p++) voltages[p] -= mean;
        return voltages.All(voltage => Math.Abs(voltage) < SmallestVoltageDifference) ? [] : voltages;
    }

    // the mean of the currents through a voxel's two faces across each axis; z points up, layers count downwards
    private double[][] Densities(ConductanceNetwork network, double[] potentials, double[] voltages, double nominal)
    {
        var voxels = _structure.Phases.Length;
        double[][] densities = [new double[voxels], new double[voxels], new double[voxels]];
        var voxelsPerLayer = _structure.Columns * _structure.Rows;
        foreach (var branch in network.Branches)
        {
            var drop = ConductanceNetwork.DropAlong(branch, potentials);
            if (branch.Particle != Microstructure.NoParticle && voltages.Length > 0)
                drop -= voltages[branch.Particle] * (branch.OxideIsBefore ? 1 : -1);
            var layer = (branch.Before == CurrentBranch.Nothing ? branch.Behind : branch.Before) / voxelsPerLayer;
            var half = 0.5 * branch.Siemens * drop / ConductanceNetwork.FaceArea(_structure, branch.Axis, layer) * (branch.Axis == 2 ? -1 : 1);
            if (branch.Before != CurrentBranch.Nothing) densities[branch.Axis][branch.Before] += half;
            if (branch.Behind != CurrentBranch.Nothing) densities[branch.Axis][branch.Behind] += half;
        }
        FillContact(densities[0], -nominal);
        return densities;
    }

    // where a contact replaces part of the block, it carries the current evenly
    private void FillContact(double[] alongX, double density)
    {
        for (var voxel = 0; voxel < alongX.Length; voxel++)
            if (voxel % _structure.Columns < _firstColumn) alongX[voxel] = density;
    }
}
