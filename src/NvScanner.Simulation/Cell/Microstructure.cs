namespace NvScanner.Simulation.Cell;

/// <summary>
/// A block of the cell beneath its polished face z = 0, cut into voxels. The cell's axis is x: negative electrode at x = 0, positive electrode at the
/// largest x, so that a charging current flows along -x inside. Columns run along x, rows along y, layers from the face downwards; the outer
/// corner of voxel (0, 0) is at x = y = 0. Immutable.
/// </summary>
internal sealed class Microstructure
{
    /// <summary>Index that stands for "no particle".</summary>
    public const short NoParticle = -1;

    private readonly Phase[] _phases;
    private readonly short[] _particles;
    private readonly double[] _heightsMetres;

    /// <summary>Takes the arrays over; phases and particle indices [layer, row, column], heights [row, column], boundaries from 0 downwards, one more than layers.</summary>
    public Microstructure(
        int columns, int rows, double pitchMetres, double[] layerBoundariesMetres, Phase[] phases, short[] particleIndices, double[] heightsMetres, IReadOnlyList<CathodeParticle> particles)
    {
        var layers = layerBoundariesMetres.Length - 1;
        if (phases.Length != columns * rows * layers) throw new ArgumentException("one phase per voxel", nameof(phases));
        if (particleIndices.Length != phases.Length) throw new ArgumentException("one particle index per voxel", nameof(particleIndices));
        if (heightsMetres.Length != columns * rows) throw new ArgumentException("one height per column of voxels", nameof(heightsMetres));
        (Columns, Rows, Layers, PitchMetres) = (columns, rows, layers, pitchMetres);
        (_phases, _particles, _heightsMetres) = (phases, particleIndices, heightsMetres);
        (LayerBoundariesMetres, Particles) = (layerBoundariesMetres, particles);
    }

    public int Columns { get; }

    public int Rows { get; }

    public int Layers { get; }

    /// <summary>Width of a voxel along x and along y.</summary>
    public double PitchMetres { get; }

    /// <summary>z of the layers' boundaries: 0, then falling; layer k lies between [k] and [k + 1].</summary>
    public IReadOnlyList<double> LayerBoundariesMetres { get; }

    public IReadOnlyList<CathodeParticle> Particles { get; }

    /// <summary>Phases [layer, row, column].</summary>
    public ReadOnlySpan<Phase> Phases => _phases;

    /// <summary>Index into <see cref="Particles"/> [layer, row, column], <see cref="NoParticle"/> where there is none.</summary>
    public ReadOnlySpan<short> ParticleIndices => _particles;

    /// <summary>Height of the face above z = 0 [row, column], larger where the sample is higher.</summary>
    public ReadOnlySpan<double> HeightsMetres => _heightsMetres;

    /// <summary>The same particles and the same face with other phases [layer, row, column], which are taken over.</summary>
    public Microstructure WithPhases(Phase[] phases) =>
        new(Columns, Rows, PitchMetres, [.. LayerBoundariesMetres], phases, _particles, _heightsMetres, Particles);

    public int IndexOf(int column, int row, int layer) => (layer * Rows + row) * Columns + column;
}
