using NvScanner.Abstractions.Runs;
using NvScanner.Hdf5;
using NvScanner.Storage.Layout;

namespace NvScanner.Storage.Writing;

/// <summary>Writes rows into a series: the row, then the count that makes it visible. Knows from the lines so far when the next one may find too little room.</summary>
internal sealed class SeriesWriter(PlacedSeries first)
{
    // how the run ended, and that its series could not be cut, are recorded whatever came before
    private const int RowsForTheEnd = 2;

    // a burst of events, and what is under way in the pipeline when room is asked for
    private const int Reserve = 64;
    private PlacedSeries _part = first;
    private int _parts = 1;
    private int _usedBefore;
    private int _used;
    private int _sinceLineEnd;
    private int _mostPerLine;
    private uint _lost;
    private long _allLost;

    public SeriesDefinition Definition { get; } = first.Definition;

    /// <summary>Rows written, in all parts.</summary>
    public int Used => _usedBefore + _used;

    /// <summary>Whether there is no more room but for the end.</summary>
    public bool IsFull => _used >= _part.Capacity - RowsForTheEnd;

    /// <summary>Whether the rows of two lines like the longest so far may no longer fit.</summary>
    public bool IsNearlyFull => _part.Capacity - RowsForTheEnd - _used < 2 * Math.Max(_sinceLineEnd, _mostPerLine) + Math.Min(Reserve, _part.Capacity / 8);

    /// <summary>The part that comes after the present one, with room for as many rows as there are already.</summary>
    public (SeriesDefinition Definition, int Capacity) NextPart => (Definition.Part(_parts + 1), _usedBefore + _part.Capacity);

    /// <summary>Rows come to a new part from now on.</summary>
    public void Continue(InPlaceFile file, PlacedSeries part)
    {
        Fill(file, part);
        (_part, _parts, _usedBefore, _used, _lost) = (part, _parts + 1, Used, 0, 0);
    }

    /// <summary>A line of the scan has ended.</summary>
    public void EndLine() => (_mostPerLine, _sinceLineEnd) = (Math.Max(_mostPerLine, _sinceLineEnd), 0);

    /// <summary>The rows since the latest line's end say nothing about those of a line.</summary>
    public void ForgetLine() => _sinceLineEnd = 0;

    /// <summary>Counts a row that found no room; returns how many have been lost.</summary>
    public long CountLost(InPlaceFile file)
    {
        file.Write(_part.LostOffset, ++_lost);
        return ++_allLost;
    }

    public void Append(InPlaceFile file, RunDocument document)
    {
        foreach (PlacedDataset column in _part.Columns)
            Write(file, column.Offset + (long)_used * column.ElementBytes, column, column.Definition.Row!(document));
        _used++;
        _sinceLineEnd++;
        file.Write(_part.UsedOffset, (uint)_used);
    }

    /// <summary>Fills all rows; before any is written.</summary>
    public static void Fill(InPlaceFile file, PlacedSeries part)
    {
        foreach (PlacedDataset column in part.Columns)
            file.Fill(column);
    }

    private static void Write(InPlaceFile file, long offset, PlacedDataset column, object value)
    {
        switch (value)
        {
            case double number:
                file.Write(offset, number);
                break;
            case long number:
                file.Write(offset, number);
                break;
            case byte number:
                file.Write(offset, number);
                break;
            default:
                Span<byte> field = stackalloc byte[column.ElementBytes];
                FixedText.Encode((string)value, field);
                file.Write(offset, field);
                break;
        }
    }
}
