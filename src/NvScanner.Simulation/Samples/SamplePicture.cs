namespace NvScanner.Simulation.Samples;

/// <summary>What a simulated sample looks like, for whoever draws it.</summary>
public sealed record SamplePicture
{
    /// <summary>Name of the sample.</summary>
    public required string Title { get; init; }

    /// <summary>What the sample really holds, a sentence each.</summary>
    public required IReadOnlyList<string> Facts { get; init; }

    /// <summary>Names of the phases by their labels.</summary>
    public required IReadOnlyList<string> Phases { get; init; }

    /// <summary>The face that the tip scans, x along the rows.</summary>
    public required LabelImage Face { get; init; }

    /// <summary>The cut across the face at <see cref="SectionYMetres"/>, x along the rows and z across them.</summary>
    public required LabelImage Section { get; init; }

    /// <summary>y of the cut in m.</summary>
    public required double SectionYMetres { get; init; }
}
