using System.Text;
using NvScanner.Abstractions.Runs;
using NvScanner.Hdf5;

namespace NvScanner.Storage.Layout;

/// <summary>Creates datasets and groups of the table in an open file, with their attributes.</summary>
internal sealed class DatasetCreator(Hdf5File file, RunStarted run)
{
    private readonly RunShape _shape = RunShape.Of(run);
    private readonly PixelOrder _order = new(run.Plan.Scan);

    public void CreateGroup(GroupDefinition group)
    {
        file.CreateGroup(group.Path);
        file.SetAttribute(group.Path, "NX_class", group.NxClass);
        SetAttributes(group.Path, group.Attributes);
    }

    /// <summary>Creates a dataset of the table; one with a constant is written at once.</summary>
    public PlacedDataset Create(DatasetDefinition dataset, long rows = 0)
    {
        string path = dataset.Path;
        IReadOnlyList<long> dimensions = dataset.DimensionsOf(_shape, rows);
        object? constant = dataset.Constant?.Invoke(run);
        int textBytes = dataset.TextBytes;
        if (dataset.Type == Hdf5Type.Text && textBytes == 0)
            textBytes = Math.Max(1, Encoding.UTF8.GetByteCount((string)constant!));
        double? fillValue = dataset.Type == Hdf5Type.Float64 ? double.NaN : null;
        long offset = file.CreateDataset(path, dataset.Type, dimensions, fillValue, textBytes, _order.TileOf(dataset, _shape));
        Label(dataset);
        if (constant is string text)
            file.WriteTexts(path, text);
        else if (constant is double number)
            file.Write<double>(path, [number]);
        else if (constant is double[] numbers)
            file.Write<double>(path, numbers);
        return new PlacedDataset(dataset, offset, dimensions.Aggregate(1L, (product, length) => product * length), PlacedDataset.BytesOf(dataset, textBytes));
    }

    /// <summary>Creates a series with room for so many rows.</summary>
    public PlacedSeries CreateSeries(SeriesDefinition series, int capacity)
    {
        CreateGroup(series.Group);
        PlacedDataset[] columns = [.. series.Columns.Select(column => Create(column, capacity))];
        PlacedDataset used = Create(series.Used), lost = Create(series.Lost);
        if (series.Group.Signal is { } signal)
            MakePlottable(series.Group.Path, signal, ["time"], [.. series.Columns.Where(column => column.IsAuxiliary).Select(column => column.Name)]);
        return new PlacedSeries(series, capacity, columns, used.Offset, lost.Offset);
    }

    /// <summary>Links and NXdata attributes of a group whose datasets exist.</summary>
    public void Finish(GroupDefinition group, IReadOnlyCollection<DatasetDefinition> datasets)
    {
        foreach (var (name, target) in group.Links)
            file.CreateHardLink(target, $"{group.Path}/{name}");
        if (group.Signal is not { } signal)
            return;
        MakePlottable(
            group.Path,
            signal,
            [.. group.Axes.Where(axis => axis != DataAxis.MapFrame || _shape.Frames > 1).Select(NameOf)],
            [.. datasets.Where(dataset => dataset.Group == group.Path && dataset.IsAuxiliary && dataset.Name != signal).Select(dataset => dataset.Name)]);
    }

    private static string NameOf(DataAxis axis) => axis == DataAxis.MapFrame ? "frame" : axis.ToString().ToLowerInvariant();

    private void MakePlottable(string group, string signal, IReadOnlyList<string> axes, IReadOnlyList<string> auxiliary)
    {
        file.SetAttribute(group, "signal", signal);
        file.SetAttribute(group, "axes", axes);
        for (int i = 0; i < axes.Count; i++)
            file.SetAttribute(group, $"{axes[i]}_indices", i);
        if (auxiliary.Count > 0)
            file.SetAttribute(group, "auxiliary_signals", auxiliary);
    }

    private void Label(DatasetDefinition dataset)
    {
        string path = dataset.Path;
        if (dataset.Units.Length > 0)
            file.SetAttribute(path, "units", dataset.Units);
        file.SetAttribute(path, "long_name", dataset.LongName);
        if (dataset.Interpretation is { } interpretation)
            file.SetAttribute(path, "interpretation", interpretation);
        SetAttributes(path, dataset.Attributes);
    }

    private void SetAttributes(string path, Func<RunStarted, IEnumerable<(string Name, object Value)>>? attributes)
    {
        foreach (var (name, value) in attributes?.Invoke(run) ?? [])
        {
            if (value is double number)
                file.SetAttribute(path, name, number);
            else if (value is double[] numbers)
                file.SetAttribute(path, name, numbers);
            else
                file.SetAttribute(path, name, (string)value);
        }
    }
}
