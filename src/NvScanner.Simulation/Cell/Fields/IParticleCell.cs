namespace NvScanner.Simulation.Cell.Fields;

/// <summary>A cell that knows the lithium content of every particle of a block.</summary>
internal interface IParticleCell : ISimulatedCell
{
    /// <summary>Cross-section in m², over which the cell's current is spread.</summary>
    double AreaSquareMetres { get; }

    /// <summary>Lithium content of every particle at a time, in the order of the particles; times do not fall.</summary>
    void CopyLithiumContents(double timeSeconds, Span<double> contents);
}
