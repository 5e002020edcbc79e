using NvScanner.Abstractions.Runs;
using NvScanner.Hdf5;
using NvScanner.Storage.Layout;

namespace NvScanner.Storage.Writing;

/// <summary>Writes rows into a series: the row, then the count that makes it visible.</summary>
internal sealed class SeriesWriter(PlacedSeries place)
{
    // how the run ended, and that its series could not be cut, are recorded whatever came before
    private const int RowsForTheEnd = 2;
    private uint _lost;

    public int Used { get; private set; }

    /// <summary>Whether there is no more room but for the end.</summary>
    public bool IsFull => Used >= place.Capacity - RowsForTheEnd;

    /// <summary>Counts a row that found no room; returns how many have been lost.</summary>
    public uint CountLost(InPlaceFile file)
    {
        file.Write(place.LostOffset, ++_lost);
        return _lost;
    }

    public void Append(InPlaceFile file, RunDocument document)
    {
        foreach (PlacedDataset column in place.Columns)
            Write(file, column.Offset + (long)Used * column.ElementBytes, column, column.Definition.Row!(document));
        Used++;
        file.Write(place.UsedOffset, (uint)Used);
    }

    /// <summary>Fills all rows; before any is written.</summary>
    public void Fill(InPlaceFile file)
    {
        foreach (PlacedDataset column in place.Columns)
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
