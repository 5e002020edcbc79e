using NvScanner.Abstractions.Runs;
using NvScanner.Hdf5;

namespace NvScanner.Storage.Layout;

/// <summary>A run file as libhdf5 has laid it out: every dataset and its place.</summary>
internal sealed class RunFileLayout
{
    private const long MetadataBytes = 1 << 20;

    private RunFileLayout(RunShape shape, IReadOnlyList<PlacedDataset> pixels, IReadOnlyDictionary<string, PlacedDataset> entries, IReadOnlyList<PlacedSeries> series)
    {
        Shape = shape;
        Pixels = pixels;
        Entries = entries;
        Series = series;
    }

    public RunShape Shape { get; }

    /// <summary>Datasets that pixels fill.</summary>
    public IReadOnlyList<PlacedDataset> Pixels { get; }

    /// <summary>Datasets with one value for the run, by path.</summary>
    public IReadOnlyDictionary<string, PlacedDataset> Entries { get; }

    /// <summary>First parts of the series.</summary>
    public IReadOnlyList<PlacedSeries> Series { get; }

    /// <summary>Bytes that a run's file takes, known before it exists; what libhdf5 adds is rounded up.</summary>
    public static long EstimateBytes(RunStarted run, Func<SeriesDefinition, int>? rowsBefore = null)
    {
        var shape = RunShape.Of(run);
        long pixels = RunFileTable.PixelDatasetsOf(run).Sum(dataset => Bytes(dataset, 0));
        long series = RunFileTable.SeriesOf(run).Sum(s => s.Columns.Sum(column => Bytes(column, s.Capacity(run) + (rowsBefore?.Invoke(s) ?? 0))));
        return MetadataBytes + pixels + series + 2L * (run.Plan.SourceText.Length + run.Profile.SourceText.Length);

        long Bytes(DatasetDefinition dataset, long rows) => dataset.DimensionsOf(shape, rows)
            .Aggregate((long)PlacedDataset.BytesOf(dataset, dataset.TextBytes), (product, length) => checked(product * length));
    }

    /// <summary>Lays the file out, replacing an empty one, and closes it. Series have room for the rows of this run and for those that they had before; <paramref name="name"/> is the name that the file will have.</summary>
    public static RunFileLayout Create(string path, string name, RunStarted run, Func<SeriesDefinition, int>? rowsBefore = null)
    {
        using Hdf5File file = Hdf5File.Create(path, replace: true, new PixelOrder(run.Plan.Scan).Format);
        file.SetAttribute("/", "NX_class", "NXroot");
        file.SetAttribute("/", "default", "entry");
        file.SetAttribute("/", "file_name", name);
        file.SetAttribute("/", "file_time", FileText.Time(run.StartTime));
        file.SetAttribute("/", "creator", "NvScanner");
        file.SetAttribute("/", "creator_version", run.Versions.GetValueOrDefault("NvScanner", ""));
        file.SetAttribute("/", "HDF5_Version", Hdf5Library.Version.ToString());

        var creator = new DatasetCreator(file, run);
        GroupDefinition[] groups = [.. RunFileTable.GroupsOf(run)];
        foreach (GroupDefinition group in groups)
            creator.CreateGroup(group);
        var entries = RunFileTable.EntryDatasetsOf(run).ToDictionary(dataset => dataset.Path, dataset => creator.Create(dataset), StringComparer.Ordinal);
        PlacedDataset[] pixels = [.. RunFileTable.PixelDatasetsOf(run).Where(dataset => dataset.Page is not null).Select(dataset => creator.Create(dataset))];
        foreach (DatasetDefinition constant in RunFileTable.PixelDatasetsOf(run).Where(dataset => dataset.Page is null))
            creator.Create(constant);
        PlacedSeries[] series = [.. RunFileTable.SeriesOf(run).Select(s => creator.CreateSeries(s, s.Capacity(run) + (rowsBefore?.Invoke(s) ?? 0)))];
        DatasetDefinition[] placed = [.. pixels.Select(dataset => dataset.Definition)];
        foreach (GroupDefinition group in groups)
            creator.Finish(group, placed);
        return new RunFileLayout(RunShape.Of(run), pixels, entries, series);
    }

    /// <summary>The places of a run's pixels in a file that was laid out for it; <see cref="RunFileException"/> where the file has another shape.</summary>
    public static IReadOnlyList<PlacedDataset> LocatePixels(string path, RunStarted run)
    {
        using Hdf5File file = Hdf5File.OpenRead(path);
        RunShape shape = RunShape.Of(run);
        var order = new PixelOrder(run.Plan.Scan);
        return [.. RunFileTable.PixelDatasetsOf(run).Where(dataset => dataset.Page is not null).Select(Locate)];

        PlacedDataset Locate(DatasetDefinition dataset)
        {
            IReadOnlyList<long> dimensions = dataset.DimensionsOf(shape);
            int elementBytes = PlacedDataset.BytesOf(dataset, dataset.TextBytes);
            Hdf5Shape? found = file.Exists(dataset.Path) ? file.Describe(dataset.Path) : null;
            if (found is null || found.ElementSize != elementBytes || !found.Dimensions.SequenceEqual(dimensions))
                throw new RunFileException(path, $"{dataset.Path} is {found?.ToString() ?? "missing"} where the plan makes it [{string.Join(", ", dimensions)}]: the file is damaged or was changed by another program, and its run cannot go on");
            return new PlacedDataset(dataset, file.OffsetOf(dataset.Path, order.TileOf(dataset, shape)), found.Count, elementBytes);
        }
    }
}
