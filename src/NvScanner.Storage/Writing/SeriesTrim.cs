using NvScanner.Abstractions.Runs;
using NvScanner.Hdf5;
using NvScanner.Storage.Layout;

namespace NvScanner.Storage.Writing;

/// <summary>Replaces the parts of every series by one of its true length (contiguous datasets cannot shrink).</summary>
internal static class SeriesTrim
{
    public static void Apply(Hdf5File file, RunStarted run)
    {
        var creator = new DatasetCreator(file, run);
        foreach (SeriesDefinition series in RunFileTable.SeriesOf(run))
        {
            int[] used = UsedRows(file, series);
            foreach (DatasetDefinition column in series.Columns)
            {
                if (column.Type == Hdf5Type.Text)
                    Replace(column, rows => rows.SelectMany(part => file.ReadTexts(part.Path, part.Used)).ToArray(), (path, texts) => file.WriteTexts(path, texts));
                else if (column.Type == Hdf5Type.UInt8)
                    Numbers<byte>(column);
                else if (column.Type == Hdf5Type.Int64)
                    Numbers<long>(column);
                else
                    Numbers<double>(column);
            }

            for (int part = 2; part <= used.Length; part++)
            {
                file.Delete(series.GroupPathOf(part));
                file.Delete(series.UsedPathOf(part));
            }

            file.Write<uint>(series.UsedPath, [(uint)used.Sum()]);

            void Numbers<T>(DatasetDefinition column)
                where T : unmanaged =>
                Replace(column, rows => rows.SelectMany(part => file.Read<T>(part.Path, [0], [part.Used])).ToArray(), (path, values) => file.Write<T>(path, values));

            void Replace<T>(DatasetDefinition column, Func<IEnumerable<(string Path, int Used)>, T[]> read, Action<string, T[]> write)
            {
                T[] values = read(used.Select((rows, index) => (series.ColumnPathOf(column, index + 1), rows)));
                file.Delete(column.Path);
                creator.Create(column, values.Length);
                write(column.Path, values);
            }
        }
    }

    /// <summary>Rows that are used in each part of a series.</summary>
    public static int[] UsedRows(Hdf5File file, SeriesDefinition series)
    {
        var used = new List<int>();
        for (int part = 1; file.Exists(series.UsedPathOf(part)); part++)
            used.Add(checked((int)file.Read<uint>(series.UsedPathOf(part))[0]));
        return [.. used];
    }
}
