namespace NvScanner.Storage.Layout;

/// <summary>A series and its places in the file.</summary>
/// <param name="Definition">Definition.</param>
/// <param name="Capacity">Rows that it has room for.</param>
/// <param name="Columns">Columns in the order of the definition.</param>
/// <param name="UsedOffset">Byte offset of its count of rows (u32).</param>
/// <param name="LostOffset">Byte offset of the count of rows that found no room (u32).</param>
internal sealed record PlacedSeries(SeriesDefinition Definition, int Capacity, IReadOnlyList<PlacedDataset> Columns, long UsedOffset, long LostOffset);
