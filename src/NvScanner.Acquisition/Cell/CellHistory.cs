using NvScanner.Abstractions.Runs;

namespace NvScanner.Acquisition.Cell;

/// <summary>
/// The latest rows of the cell's log, from which pixels are stamped: the cell's actor adds, the sequencer asks. Voltage, current and state of charge are interpolated linearly
/// between the readings around a time, and are those of the latest reading after it; the cycle is that of the reading before.
/// </summary>
/// <param name="capacity">Rows that are kept.</param>
internal sealed class CellHistory(int capacity)
{
    private readonly Lock _lock = new();
    private readonly CellLogRow[] _rows = new CellLogRow[capacity];
    private long _count;

    /// <summary>Adds a row; times do not fall.</summary>
    public void Add(CellLogRow row)
    {
        lock (_lock)
            _rows[_count++ % _rows.Length] = row;
    }

    /// <summary>The cell at a time in s since the run's start; unknown before the earliest row that is kept.</summary>
    public CellStamp At(double timeSeconds)
    {
        lock (_lock)
        {
            var first = Math.Max(0, _count - _rows.Length);
            if (_count == 0 || timeSeconds < Row(first).TimeSeconds)
                return CellStamp.Unknown;
            var (low, high) = (first, _count - 1); // the latest row that is not later
            while (low < high)
            {
                var middle = (low + high + 1) / 2;
                if (Row(middle).TimeSeconds <= timeSeconds)
                    low = middle;
                else
                    high = middle - 1;
            }

            var before = Row(low);
            if (low == _count - 1)
                return new CellStamp(before.PotentialVolts, before.CurrentAmperes, before.StateOfCharge, before.Cycle);
            var after = Row(low + 1);
            var share = (timeSeconds - before.TimeSeconds) / (after.TimeSeconds - before.TimeSeconds);
            return new CellStamp(
                double.Lerp(before.PotentialVolts, after.PotentialVolts, share),
                double.Lerp(before.CurrentAmperes, after.CurrentAmperes, share),
                double.Lerp(before.StateOfCharge, after.StateOfCharge, share),
                before.Cycle);
        }
    }

    private CellLogRow Row(long number) => _rows[number % _rows.Length];
}
