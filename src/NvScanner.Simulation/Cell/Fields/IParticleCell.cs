namespace NvScanner.Simulation.Cell.Fields;

/// <summary>A cell that knows the lithium content of every particle of a block.</summary>
internal interface IParticleCell : ISimulatedCell
{
    /// <summary>Cross-section in m², over which the cell's current is spread.</summary>
    double AreaSquareMetres { get; }

    /// <summary>Stands for a dendrite that touches the positive electrode; far from any that does not, for what it does is another thing.</summary>
    const double Crossed = 2;

    /// <summary>The part of the electrolyte that a dendrite has crossed at a time, less than 1, or <see cref="Crossed"/>; most cells have none that grows.</summary>
    double DendriteAt(double timeSeconds) => 0;

    /// <summary>Lithium content of every particle at a time, in the order of the particles; times do not fall.</summary>
    void CopyLithiumContents(double timeSeconds, Span<double> contents);
}
