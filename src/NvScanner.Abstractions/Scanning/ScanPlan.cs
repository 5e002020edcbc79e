using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Scanning;

/// <summary>A validated, immutable plan of one run.</summary>
public sealed record ScanPlan
{
    /// <summary>Name of the run.</summary>
    public required string Name { get; init; }

    /// <summary>Sample.</summary>
    public required SamplePlan Sample { get; init; }

    /// <summary>Field of view and path.</summary>
    public required ScanGeometry Scan { get; init; }

    /// <summary>Protocol.</summary>
    public required ProtocolPlan Protocol { get; init; }

    /// <summary>Microwave power at the source's connector.</summary>
    public required RfPower MicrowavePower { get; init; }

    /// <summary>Laser power.</summary>
    public required OpticalPower LaserPower { get; init; }

    /// <summary>External field.</summary>
    public required BiasFieldPlan BiasField { get; init; }

    /// <summary>Reference visits, or null.</summary>
    public ReferencePlan? Reference { get; init; }

    /// <summary>Current of the test conductor, or null.</summary>
    public Current? ConductorCurrent { get; init; }

    /// <summary>The cell and its programme, or null for a sample that is no working cell.</summary>
    public CellPlan? Cell { get; init; }

    /// <summary>Range of stray fields along the NV that the sample may add, for the check of the windows.</summary>
    public MagneticField ExpectedField { get; init; }

    /// <summary>Limits.</summary>
    public LimitsPlan Limits { get; init; } = new();

    /// <summary>The plan's text as read, with the settings of the command line applied, for the run file.</summary>
    public string SourceText { get; init; } = "";
}
