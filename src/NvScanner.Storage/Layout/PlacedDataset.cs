using NvScanner.Hdf5;

namespace NvScanner.Storage.Layout;

/// <summary>A dataset and its place in the file.</summary>
/// <param name="Definition">Definition.</param>
/// <param name="Offset">Byte offset of the first element.</param>
/// <param name="Count">Number of elements.</param>
/// <param name="ElementBytes">Bytes per element.</param>
internal sealed record PlacedDataset(DatasetDefinition Definition, long Offset, long Count, int ElementBytes)
{
    public long Bytes => Count * ElementBytes;

    public static int BytesOf(DatasetDefinition definition, int textBytes) => definition.Type switch
    {
        Hdf5Type.UInt8 => 1,
        Hdf5Type.Int32 or Hdf5Type.UInt32 => 4,
        Hdf5Type.Int64 or Hdf5Type.Float64 => 8,
        _ => textBytes,
    };
}
