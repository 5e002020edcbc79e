using NvScanner.Abstractions.Runs;
using NvScanner.Hdf5;

namespace NvScanner.Storage.Continuing;

/// <summary>The events of a run that is lived through again: those that come again, and those of its file that only the first life had, such as an earlier interruption or a slow disk.</summary>
internal sealed class RelivedEvents(StoredRun stored)
{
    private readonly List<RunEvent> _again = [];

    /// <summary>Remembers an event of the second life.</summary>
    public void Add(RunEvent relived) => _again.Add(relived);

    /// <summary>All events up to now in the order of their times, and that the run was interrupted; what ended its first life is told by the latter alone.</summary>
    public IEnumerable<RunEvent> Merge(double caughtUpSeconds, string interruption)
    {
        var again = _again.CountBy(AsStored).ToDictionary();
        var once = new List<RunEvent>();
        foreach (RunEvent old in stored.Events.Where(old => old.TimeSeconds <= caughtUpSeconds))
        {
            if (again.GetValueOrDefault(old) > 0)
                again[old]--;
            else
                once.Add(old);
        }

        return _again.Concat(once).Append(new RunEvent(caughtUpSeconds, EventLevel.Information, RunEventCodes.Relived, interruption)).OrderBy(e => e.TimeSeconds);
    }

    private static RunEvent AsStored(RunEvent e) => e with { Code = Cut(e.Code, 48), Text = Cut(e.Text, 240) };

    private static string Cut(string text, int bytes)
    {
        Span<byte> field = stackalloc byte[bytes];
        FixedText.Encode(text, field);
        return FixedText.Decode(field);
    }
}
