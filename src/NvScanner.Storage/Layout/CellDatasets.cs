using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Hdf5;
using static NvScanner.Storage.Layout.PageSources;

namespace NvScanner.Storage.Layout;

/// <summary>The cell under the tip: /entry/sample/cell, and /entry/cell_at_pixel with the cell at each pixel's middle.</summary>
internal static class CellDatasets
{
    private const string Condition = "with a cell";

    /// <summary>Datasets that pixels fill.</summary>
    public static IReadOnlyList<DatasetDefinition> AtPixel { get; } =
    [
        Pixel("voltage", PixelColumn.CellVoltage, "V", "cell voltage at the pixel's middle (V)"),
        Pixel("current", PixelColumn.CellCurrent, "A", "cell current at the pixel's middle, positive charges (A)"),
        Pixel("state_of_charge", PixelColumn.StateOfCharge, "1", "state of charge at the pixel's middle"),
        Pixel("cycle", PixelColumn.CellCycle, "1", "cycle of the cell programme at the pixel's middle, from 1"),
    ];

    /// <summary>What is known of the cell when the run begins.</summary>
    public static IReadOnlyList<DatasetDefinition> OfSample { get; } =
    [
        Text("/entry/sample/geometry", "how a battery sample lies under the tip", run => run.Plan.Sample.Battery?.Geometry),
        Text("/entry/sample/atmosphere", "what the surface is exposed to", run => run.Plan.Sample.Battery?.Atmosphere),
        Text("/entry/sample/protective_layer", "what covers the surface", run => run.Plan.Sample.Battery?.ProtectiveLayer),
        Text("/entry/sample/preparation_date", "when the surface was polished, ISO 8601 with offset", run => run.Plan.Sample.Battery?.PolishedAt),
        Text("/entry/sample/cell/cathode", "material of the positive electrode", run => run.Plan.Cell?.Positive),
        Text("/entry/sample/cell/anode", "material of the negative electrode", run => run.Plan.Cell?.Negative),
        Text("/entry/sample/cell/electrolyte", "electrolyte", run => run.Plan.Cell?.Electrolyte),
        Text("/entry/sample/cell/ground", "which electrode is on earth", run => run.Plan.Cell?.Ground),
        Number("/entry/sample/cell/area", "m2", "area of the electrodes (m2)", cell => cell.Area?.SquareMetres),
        Number("/entry/sample/cell/capacity", "C", "charge between x_0 and x_100 (C)", cell => cell.Capacity?.Coulombs),
        Number("/entry/sample/cell/x_0", "1", "lithium content of the positive electrode at state of charge 0", cell => cell.ContentDischarged),
        Number("/entry/sample/cell/x_100", "1", "lithium content of the positive electrode at state of charge 1", cell => cell.ContentCharged),
        Number("/entry/sample/cell/x_initial", "1", "lithium content of the positive electrode at the run's start", cell => cell.InitialContent),
    ];

    /// <summary>What the numbers in /entry/electrochemistry/step mean.</summary>
    public static string StepMeanings(RunStarted run) => string.Join("; ", run.Plan.Cell!.Steps.Select(step => step.ToString()).Prepend("0 open circuit"));

    /// <summary>Whether a run has a cell.</summary>
    public static bool HasCell(RunStarted run) => run.Plan.Cell is not null;

    private static DatasetDefinition Pixel(string name, PixelColumn column, string units, string longName) =>
        Column($"{RunPaths.CellAtPixel}/{name}", column, units, longName, RawPixel) with { IsAuxiliary = true, When = HasCell, Condition = Condition };

    private static DatasetDefinition Text(string path, string longName, Func<RunStarted, string?> value) => EntryDatasets.Text(path, run => value(run)!, longName) with
    {
        When = run => value(run) is { Length: > 0 },
        Condition = "where the plan says so",
    };

    private static DatasetDefinition Number(string path, string units, string longName, Func<CellPlan, double?> value) => new(path, Hdf5Type.Float64, units, longName)
    {
        Constant = run => value(run.Plan.Cell!)!.Value,
        When = run => run.Plan.Cell is { } cell && value(cell) is not null,
        Condition = "where the plan says so",
    };
}
