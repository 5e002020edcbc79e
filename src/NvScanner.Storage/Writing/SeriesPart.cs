using NvScanner.Abstractions.Runs;
using NvScanner.Hdf5;
using NvScanner.Storage.Layout;

namespace NvScanner.Storage.Writing;

/// <summary>Writes rows into one part of a series: the row, then the count that makes it visible.</summary>
internal sealed class SeriesPart(PlacedSeries place)
{
    public PlacedSeries Place => place;

    public int Used { get; private set; }

    public bool IsFull => Used == place.Capacity;

    public void Append(InPlaceFile file, RunDocument document)
    {
        foreach (PlacedDataset column in place.Columns)
            Write(file, column.Offset + (long)Used * column.ElementBytes, column, column.Definition.Row!(document));
        Used++;
        file.Write(place.UsedOffset, (uint)Used);
    }

    /// <summary>Fills the rows that are not written yet.</summary>
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
