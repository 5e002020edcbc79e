namespace NvScanner.Abstractions.Scanning;

/// <summary>What B_stray is measured against.</summary>
public enum ReferenceMode
{
    /// <summary>A spectrum with the tip retracted.</summary>
    Retracted,

    /// <summary>A spectrum at a stated position.</summary>
    Position,

    /// <summary>The applied bias field projected on the NV axis.</summary>
    Model,
}
