using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;

namespace NvScanner.Abstractions.Runs;

/// <summary>Everything that is known when a run starts; a sink lays its file out from it.</summary>
public sealed record RunStarted
{
    /// <summary>Identity of the run.</summary>
    public required Guid RunId { get; init; }

    /// <summary>Start, with UTC offset.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>Plan.</summary>
    public required ScanPlan Plan { get; init; }

    /// <summary>Profile.</summary>
    public required RigProfile Profile { get; init; }

    /// <summary>Identities of the instruments by role.</summary>
    public required IReadOnlyDictionary<string, InstrumentIdentity> Identities { get; init; }

    /// <summary>Unit vector n of the NV axis in the sample frame, with n·B &gt; 0 at the run's bias: the direction along which B_parallel is positive.</summary>
    public required Vector3 NvAxis { get; init; }

    /// <summary>Unit vector in the sample frame along which B_parallel responds to a small stray field at the run's bias; equals <see cref="NvAxis"/> for a bias along it.</summary>
    public required Vector3 ResponseAxis { get; init; }

    /// <summary>Swept frequencies in Hz.</summary>
    public required double[] FrequenciesHz { get; init; }

    /// <summary>Name of the fit model, with "auto" resolved.</summary>
    public required string FitModel { get; init; }

    /// <summary>Systematic error of B_parallel in T, one value per frame.</summary>
    public required double[] ParallelFieldSystematicTesla { get; init; }

    /// <summary>Dead time of the counter in s that the photon rate is corrected for.</summary>
    public double DeadTimeSeconds { get; init; }

    /// <summary>Whether a simulated rig gives the truth.</summary>
    public bool HasTruth { get; init; }

    /// <summary>Seed of the simulated rig, or null.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Whether the run's clock is virtual: its world can be lived through again.</summary>
    public bool IsVirtualTime { get; init; }

    /// <summary>Longest duration that the plan allows, for the capacity of the series.</summary>
    public TimeSpan LongestDuration { get; init; }

    /// <summary>Versions by name: "NvScanner", "commit", "dotnet", "hdf5", ...</summary>
    public IReadOnlyDictionary<string, string> Versions { get; init; } = new Dictionary<string, string>();
}
