namespace NvScanner.Storage.Layout;

/// <summary>One part of a series and its places in the file.</summary>
/// <param name="Definition">Definition.</param>
/// <param name="Part">Part, from 1.</param>
/// <param name="Capacity">Rows that it has room for.</param>
/// <param name="Columns">Columns in the order of the definition.</param>
/// <param name="UsedOffset">Byte offset of its count of rows (u32).</param>
/// <param name="LostOffset">Byte offset of the count of lost rows (u32), which part 1 has; -1 in the others.</param>
internal sealed record PlacedSeries(SeriesDefinition Definition, int Part, int Capacity, IReadOnlyList<PlacedDataset> Columns, long UsedOffset, long LostOffset);
