using NvScanner.Abstractions.Runs;

namespace NvScanner.Acquisition;

/// <summary>What the run's host chooses and the plan does not.</summary>
public sealed record RunSettings
{
    /// <summary>Identity of the run; a new one when null.</summary>
    public Guid? RunId { get; init; }

    /// <summary>Start of the run, to which all its times refer; now when null.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>First visit of the schedule to be measured; above zero when an interrupted run goes on. With the number of all visits there is nothing left to measure, and no instrument is touched.</summary>
    public long FirstVisit { get; init; }

    /// <summary>Seconds of the run that have passed before, its interruption included, when an interrupted run goes on: its times go on in one clock.</summary>
    public double SecondsBefore { get; init; }

    /// <summary>The pauses (events run-paused) that a run has to make which is lived through again from its beginning: each at its time, and over at once.</summary>
    public IReadOnlyList<RunEvent> PausesBefore { get; init; } = [];

    /// <summary>
    /// The clock of the store side and of whoever watches (progress, wall seconds): the real one also when the scan runs on virtual time, because
    /// data at risk and people's patience are counted in real time. Null means the run's own clock.
    /// </summary>
    public TimeProvider? StoreClock { get; init; }

    /// <summary>After so much time of the run's clock, and at the end of the pixel under way, the instruments vouch for what was measured, and it is handed on for storage; earlier at a line's end.</summary>
    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Most pixels of one page; a page never spans two lines.</summary>
    public int PagePixels { get; init; } = 256;

    /// <summary>Pages between acquisition, fit and store; when all are full the scan waits.</summary>
    public int Pages { get; init; } = 12;

    /// <summary>Shortest time on the store clock between two reports of progress.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long instruments may take.</summary>
    public InstrumentDeadlines Deadlines { get; init; } = new();

    /// <summary>Versions by name, for the run file: "NvScanner", "commit", "hdf5", ...</summary>
    public IReadOnlyDictionary<string, string> Versions { get; init; } = new Dictionary<string, string>();
}
