using System.Text.RegularExpressions;
using NvScanner.Abstractions.Runs;
using NvScanner.Hdf5;
using NvScanner.Storage.Layout;

namespace NvScanner.Storage.Tests.Layout;

public partial class RunFileTableTests
{
    private static IEnumerable<DatasetDefinition> All => RunFileTable.PixelDatasets
        .Concat(RunFileTable.EntryDatasets)
        .Concat(RunFileTable.Series.SelectMany(series => series.Columns));

    [Fact]
    public void Every_column_of_a_page_has_its_place_in_the_file()
    {
        string[] columns = [.. RunFileTable.PixelDatasets.Select(dataset => dataset.Column)];

        foreach (string column in Enum.GetNames<PixelColumn>().Concat(Enum.GetNames<PixelVectorColumn>()))
            Assert.Single(columns, column);
        foreach (string column in new[] { nameof(PixelPage.Counts), nameof(PixelPage.States), nameof(PixelPage.Reasons), nameof(PixelPage.Directions), nameof(PixelPage.Sweeps) })
            Assert.Single(columns, column);
    }

    [Fact]
    public void Every_number_has_a_unit_and_every_dataset_a_label()
    {
        Assert.All(All, dataset => Assert.NotEmpty(dataset.LongName));
        Assert.All(All.Where(dataset => dataset.Type != Hdf5Type.Text), dataset => Assert.Matches("^[\\x21-\\x7e]+$", dataset.Units));
    }

    [Fact]
    public void A_path_stands_once_unless_its_conditions_exclude_each_other()
    {
        var repeated = All.GroupBy(dataset => dataset.Path).Where(group => group.Count() > 1);

        Assert.All(repeated, group => Assert.All(group, dataset => Assert.NotEmpty(dataset.Condition)));
    }

    [Fact]
    public void Every_dataset_lies_in_a_group_of_the_table()
    {
        string[] groups = [.. RunFileTable.Groups.Select(group => group.Path), .. RunFileTable.Series.Select(series => series.Group.Path), "/entry/instrument"];

        Assert.All(All, dataset => Assert.Contains(groups, group => dataset.Group == group || dataset.Group.StartsWith("/entry/instrument/", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_documentation_says_what_the_table_says()
    {
        string document = Path.Combine(RepositoryRoot(), "docs", "reference", "file-format.md");
        string[] rows = [.. File.ReadAllLines(document).Where(line => line.StartsWith("| `/entry", StringComparison.Ordinal)).Select(Normalize)];
        string[] expected = [.. All.Select(RowOf)];

        string missing = string.Join("\n", expected.Except(rows)), surplus = string.Join("\n", rows.Except(expected));
        Assert.True(missing.Length == 0 && surplus.Length == 0, $"docs/reference/file-format.md lacks\n{missing}\nand has\n{surplus}");
    }

    private static string RowOf(DatasetDefinition dataset) => Normalize(string.Join(" | ",
        $"| `{dataset.Path}`", TypeOf(dataset), ShapeOf(dataset), dataset.Units.Length == 0 ? "-" : dataset.Units, dataset.Constant is null ? dataset.Fill : "-",
        dataset.LongName + (dataset.Condition.Length == 0 ? "" : $"; {dataset.Condition}"), SourceOf(dataset)) + " |");

    private static string SourceOf(DatasetDefinition dataset) =>
        dataset.Column.Length > 0 ? dataset.Column : dataset.Row is not null ? "row" : "start";

    private static string TypeOf(DatasetDefinition dataset) => dataset.Type switch
    {
        Hdf5Type.UInt8 => "u8",
        Hdf5Type.UInt32 => "u32",
        Hdf5Type.Int64 => "i64",
        Hdf5Type.Float64 => "f64",
        _ => dataset.TextBytes == 0 ? "text" : $"text of {dataset.TextBytes} bytes",
    };

    private static string ShapeOf(DatasetDefinition dataset) => dataset.Axes.Count == 0 ? "scalar" : $"[{string.Join(", ", dataset.Axes.Select(axis => axis switch
    {
        DataAxis.MapFrame => "(frame)",
        DataAxis.Component => "3",
        _ => axis.ToString().ToLowerInvariant(),
    }))}]";

    private static string Normalize(string row) => Spaces().Replace(row.Trim(), " ");

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NvScanner.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("NvScanner.sln is not above the tests");
    }

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
