using NvScanner.Abstractions.Runs;
using NvScanner.Hdf5;
using NvScanner.Storage.Layout;

namespace NvScanner.Storage.Reading;

public sealed partial class RunFile
{
    /// <summary>Events so far, in the order in which they were recorded.</summary>
    public IReadOnlyList<RunEvent> ReadEvents() => ReadRows<RunEvent>("events", part =>
    {
        double[] times = part.Numbers("time"), levels = part.Numbers("level");
        string[] codes = part.Texts("code"), texts = part.Texts("text");
        return row => new RunEvent(times[row], (EventLevel)levels[row], codes[row], texts[row]);
    });

    /// <summary>Reference visits so far; empty without a reference.</summary>
    public IReadOnlyList<ReferenceVisit> ReadReferenceVisits() => ReadRows<ReferenceVisit>("reference", part =>
    {
        double[] times = part.Numbers("time"), lines = part.Numbers("line"), fields = part.Numbers("B"), errors = part.Numbers("B_errors");
        double[] splittings = part.Numbers("D"), contrasts = part.Numbers("contrast"), rates = part.Numbers("rate");
        return row => new ReferenceVisit(times[row], (long)lines[row], fields[row], errors[row], splittings[row], contrasts[row], rates[row]);
    });

    /// <summary>Readings of the cell so far; empty without a cell programme.</summary>
    public IReadOnlyList<CellLogRow> ReadCellLog() => ReadRows<CellLogRow>("electrochemistry", part =>
    {
        double[] times = part.Numbers("time"), voltages = part.Numbers("voltage"), currents = part.Numbers("current"), charges = part.Numbers("charge");
        double[] statesOfCharge = part.Numbers("state_of_charge"), temperatures = part.Numbers("temperature"), steps = part.Numbers("step"), cycles = part.Numbers("cycle");
        return row => new CellLogRow(
            times[row], voltages[row], currents[row], charges[row], statesOfCharge[row], temperatures[row], (int)steps[row], (int)cycles[row]);
    });

    /// <summary>Slow readings so far.</summary>
    public IReadOnlyList<MonitorSample> ReadMonitors() => ReadRows<MonitorSample>("monitors", part =>
    {
        double[] times = part.Numbers("time"), values = part.Numbers("value");
        string[] streams = part.Texts("stream");
        return row => new MonitorSample(times[row], streams[row], values[row]);
    });

    private List<T> ReadRows<T>(string name, Func<SeriesRows, Func<int, T>> open)
    {
        SeriesDefinition series = RunFileTable.Series.Single(candidate => candidate.Name == name);
        var rows = new List<T>();
        foreach (var (part, used) in SeriesParts.In(_file, series).Where(part => part.Used > 0))
            rows.AddRange(Enumerable.Range(0, used).Select(open(new SeriesRows(_file, part.Group.Path, used))));
        return rows;
    }

    private sealed record SeriesRows(Hdf5File File, string Group, int Used)
    {
        public double[] Numbers(string column) => File.Read<double>($"{Group}/{column}", [0], [Used]);

        public string[] Texts(string column) => File.ReadTexts($"{Group}/{column}");
    }
}
