using NvScanner.Abstractions.Runs;

namespace NvScanner.Storage.Layout;

/// <summary>The one definition of the run file: layout, writer, reader and docs/reference/file-format.md follow it.</summary>
internal static class RunFileTable
{
    /// <summary>Version of the layout, attribute schema_version of /entry.</summary>
    public const string SchemaVersion = "1.0";

    /// <summary>Groups that every run or some runs have, parents first; instruments and series bring their own.</summary>
    public static IReadOnlyList<GroupDefinition> Groups { get; } =
    [
        new(RunPaths.Entry, "NXentry")
        {
            Attributes = _ => [("default", "map"), ("schema_version", SchemaVersion), ("application", "NvScanner")],
        },
        new("/entry/sample", "NXsample"),
        new("/entry/sample/cell", "NXcollection") { When = CellDatasets.HasCell },
        new("/entry/instrument", "NXinstrument"),
        new("/entry/process", "NXprocess"),
        new("/entry/raw", "NXcollection"),
        new(RunPaths.Map, "NXdata")
        {
            Signal = "B_parallel",
            Axes = [DataAxis.MapFrame, DataAxis.Y, DataAxis.X],
            Attributes = run => [("frame", "map"), ("rotation", run.Plan.Scan.Rotation.Degrees), ("rotation_units", "deg")],
        },
        new("/entry/topography", "NXdata")
        {
            Signal = "z",
            Axes = [DataAxis.Frame, DataAxis.Y, DataAxis.X],
            Links = [("frame", "/entry/map/frame"), ("y", "/entry/map/y"), ("x", "/entry/map/x")],
        },
        new("/entry/odmr", "NXdata")
        {
            Signal = "counts",
            Axes = [DataAxis.Frame, DataAxis.Y, DataAxis.X, DataAxis.Frequency],
            Links =
            [
                ("counts", RunPaths.Counts), ("frequency", RunPaths.Frequency),
                ("frame", "/entry/map/frame"), ("y", "/entry/map/y"), ("x", "/entry/map/x"),
            ],
        },
        new(RunPaths.CellAtPixel, "NXdata")
        {
            Signal = "voltage",
            Axes = [DataAxis.Frame, DataAxis.Y, DataAxis.X],
            Links = [("frame", "/entry/map/frame"), ("y", "/entry/map/y"), ("x", "/entry/map/x")],
            When = CellDatasets.HasCell,
        },
        new(RunPaths.Truth, "NXdata")
        {
            Signal = "B_parallel",
            Axes = [DataAxis.MapFrame, DataAxis.Y, DataAxis.X],
            Links = [("frame", "/entry/map/frame"), ("y", "/entry/map/y"), ("x", "/entry/map/x")],
            When = run => run.HasTruth,
        },
    ];

    /// <summary>Datasets that pixels fill.</summary>
    public static IReadOnlyList<DatasetDefinition> PixelDatasets { get; } =
        [.. RawDatasets.All, .. MapDatasets.All, .. CellDatasets.AtPixel, .. TruthDatasets.All];

    /// <summary>Datasets whose value is known at the start or set once at the end.</summary>
    public static IReadOnlyList<DatasetDefinition> EntryDatasets { get; } = [.. Layout.EntryDatasets.All, .. CellDatasets.OfSample, .. AxisDatasets.All];

    /// <summary>Series.</summary>
    public static IReadOnlyList<SeriesDefinition> Series { get; } = SeriesTable.All;

    /// <summary>The groups of one run, parents first.</summary>
    public static IEnumerable<GroupDefinition> GroupsOf(RunStarted run) =>
        Groups.Concat(InstrumentDatasets.GroupsOf(run)).Where(group => group.When?.Invoke(run) ?? true);

    /// <summary>The datasets of one run that pixels fill.</summary>
    public static IEnumerable<DatasetDefinition> PixelDatasetsOf(RunStarted run) => PixelDatasets.Where(dataset => Has(run, dataset));

    /// <summary>The datasets of one run whose value is known at the start or set once at the end.</summary>
    public static IEnumerable<DatasetDefinition> EntryDatasetsOf(RunStarted run) =>
        EntryDatasets.Concat(InstrumentDatasets.DatasetsOf(run)).Where(dataset => Has(run, dataset));

    /// <summary>The series of one run.</summary>
    public static IEnumerable<SeriesDefinition> SeriesOf(RunStarted run) => Series.Where(series => series.Group.When?.Invoke(run) ?? true);

    private static bool Has(RunStarted run, DatasetDefinition dataset) => dataset.When?.Invoke(run) ?? true;
}
