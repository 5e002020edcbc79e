using NvScanner.Abstractions.Instruments;

namespace NvScanner.Acquisition.Tests.Fakes;

/// <summary>Tells of everything on a list that has happened by now, on the bench's clock.</summary>
internal sealed class FakeCellEvents(FakeBench bench, params CellEvent[] events) : FakeInstrument(bench, InstrumentRoles.Camera), ICellEvents
{
    public IReadOnlyList<CellEvent> Happened
    {
        get
        {
            var now = Bench.Time.GetTimestamp() / (double)Bench.Time.TimestampFrequency;
            return [.. events.Where(happened => happened.TimeSeconds <= now)];
        }
    }
}
