using NvScanner.Abstractions.Runs;
using NvScanner.Hdf5;
using NvScanner.Storage.Layout;

namespace NvScanner.Storage.Writing;

/// <summary>Replaces every series by one of its true length (contiguous datasets cannot shrink).</summary>
internal static class SeriesTrim
{
    public static void Apply(Hdf5File file, RunStarted run)
    {
        var creator = new DatasetCreator(file, run);
        foreach (SeriesDefinition series in RunFileTable.SeriesOf(run))
        {
            int used = UsedRows(file, series);
            foreach (DatasetDefinition column in series.Columns)
            {
                if (column.Type == Hdf5Type.Text)
                    Replace(column, file.ReadTexts(column.Path, used), texts => file.WriteTexts(column.Path, texts));
                else if (column.Type == Hdf5Type.UInt8)
                    Numbers<byte>(column);
                else if (column.Type == Hdf5Type.Int64)
                    Numbers<long>(column);
                else
                    Numbers<double>(column);
            }

            void Numbers<T>(DatasetDefinition column)
                where T : unmanaged =>
                Replace(column, file.Read<T>(column.Path, [0], [used]), values => file.Write<T>(column.Path, values));

            void Replace<T>(DatasetDefinition column, T[] values, Action<T[]> write)
            {
                file.Delete(column.Path);
                creator.Create(column, used);
                write(values);
            }
        }
    }

    /// <summary>Rows of a series that are written.</summary>
    public static int UsedRows(Hdf5File file, SeriesDefinition series) => checked((int)file.Read<uint>(series.UsedPath)[0]);
}
