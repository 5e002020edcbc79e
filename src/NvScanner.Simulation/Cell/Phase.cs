namespace NvScanner.Simulation.Cell;

/// <summary>What fills a voxel of the cell.</summary>
internal enum Phase : byte
{
    /// <summary>Pore or crack.</summary>
    Void = 0,

    /// <summary>Metallic lithium of the negative electrode.</summary>
    LithiumMetal = 1,

    /// <summary>Grain of the solid electrolyte Li7La3Zr2O12.</summary>
    Electrolyte = 2,

    /// <summary>Boundary between grains of the electrolyte.</summary>
    GrainBoundary = 3,

    /// <summary>Particle of the positive electrode, LixCoO2.</summary>
    CobaltOxide = 4,

    /// <summary>Metallic lithium that grew into the electrolyte.</summary>
    Dendrite = 5,
}
