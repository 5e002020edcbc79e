using NvScanner.Abstractions.Runs;
using NvScanner.Hdf5;
using NvScanner.Storage.Layout;

namespace NvScanner.Storage.Writing;

/// <summary>Replaces every series, all its parts, by one of its true length (contiguous datasets can neither shrink nor grow).</summary>
internal static class SeriesTrim
{
    public static void Apply(Hdf5File file, RunStarted run)
    {
        var creator = new DatasetCreator(file, run);
        foreach (SeriesDefinition series in RunFileTable.SeriesOf(run))
        {
            IReadOnlyList<(SeriesDefinition Part, int Used)> parts = SeriesParts.In(file, series);
            for (int column = 0; column < series.Columns.Count; column++)
            {
                DatasetDefinition definition = series.Columns[column];
                if (definition.Type == Hdf5Type.Text)
                    Join(column, (path, used) => file.ReadTexts(path, used), texts => file.WriteTexts(definition.Path, texts));
                else if (definition.Type == Hdf5Type.UInt8)
                    Numbers<byte>(column);
                else if (definition.Type == Hdf5Type.Int64)
                    Numbers<long>(column);
                else
                    Numbers<double>(column);
            }

            RemoveFurtherParts(file, series, parts);

            void Numbers<T>(int column)
                where T : unmanaged =>
                Join(column, (path, used) => file.Read<T>(path, [0], [used]), values => file.Write<T>(series.Columns[column].Path, values));

            void Join<T>(int column, Func<string, int, T[]> read, Action<T[]> write)
            {
                T[] values = [.. parts.SelectMany(part => read(part.Part.Columns[column].Path, part.Used))];
                file.Delete(series.Columns[column].Path);
                creator.Create(series.Columns[column], values.Length);
                write(values);
            }
        }
    }

    private static void RemoveFurtherParts(Hdf5File file, SeriesDefinition series, IReadOnlyList<(SeriesDefinition Part, int Used)> parts)
    {
        if (parts.Count == 1)
            return;
        file.Write<uint>(series.LostPath, [(uint)parts.Sum(part => file.Read<uint>(part.Part.LostPath)[0])]);
        file.Write<uint>(series.UsedPath, [(uint)parts.Sum(part => part.Used)]);
        foreach (var (part, _) in parts.Skip(1))
        {
            file.Delete(part.Group.Path);
            file.Delete(part.UsedPath);
            file.Delete(part.LostPath);
        }
    }
}
