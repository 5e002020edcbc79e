using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Runs;
using NvScanner.Acquisition.Pipeline;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>
/// The limits of the cell: given to the potentiostat as its own compliance before anything is switched on, and checked at every line's begin.
/// What the rig has no instrument for is said in the events, never passed over.
/// </summary>
internal sealed class CellWatch(RunContext run, PixelPipeline pipeline)
{
    private readonly IPotentiostat? _potentiostat = run.Rig.TryGet<IPotentiostat>(InstrumentRoles.Potentiostat, out var found) ? found : null;
    private readonly ITemperatureSensor? _thermometer = run.Rig.TryGet<ITemperatureSensor>(InstrumentRoles.Temperature, out var found) ? found : null;

    /// <summary>Sets the compliance and records what cannot be watched; returns when the limits are in force.</summary>
    public async ValueTask BeginAsync()
    {
        var limits = run.Plan.Limits;
        if (limits.Cell is { } cell)
        {
            if (_potentiostat is null)
                await WarnAsync("limits.cell", "potentiostat");
            else
                await run.Guard.Watch(_potentiostat.Id, "set compliance", run.Settings.Deadlines.Command).Run(_potentiostat.SetComplianceAsync(cell, run.Operations));
        }

        if (limits.CellTemperature is not null && _thermometer is null)
            await WarnAsync("limits.cell.temperature", "temperature");
    }

    /// <summary>Reads cell and thermometer; throws <see cref="LimitTrippedException"/> when a limit is left. Returns when both have answered.</summary>
    public async ValueTask CheckAsync()
    {
        var limits = run.Plan.Limits;
        if (limits.Cell is { } cell && _potentiostat is not null)
        {
            var sample = await run.Guard.Watch(_potentiostat.Id, "read cell", run.Settings.Deadlines.Command).Run(_potentiostat.ReadAsync(run.Operations));
            Check("voltage", new Voltage(sample.PotentialVolts), cell.Voltage);
            Check("current", new Current(sample.CurrentAmperes), cell.Current);
        }

        if (limits.CellTemperature is { } temperature && _thermometer is not null)
            Check("temperature", await run.Guard.Watch(_thermometer.Id, "read temperature", run.Settings.Deadlines.Command).Run(_thermometer.ReadTemperatureAsync(run.Operations)), temperature);
    }

    private ValueTask WarnAsync(string limit, string role) => pipeline.RecordAsync(new RunEvent(run.SecondsSinceStart(), EventLevel.Warning, "limit-unwatched",
        $"{limit} is not watched: the rig has no instrument in the role '{role}'"));

    private static void Check<T>(string name, T value, QuantityRange<T> range) where T : struct, IQuantity<T>
    {
        // NaN is outside: a reading that says nothing is no reading
        if (!range.Contains(value))
            throw new LimitTrippedException($"cell-{name}", string.Create(CultureInfo.InvariantCulture, $"cell {name} {Quantity.Format(value)} is outside limits.cell.{name} ({range})"));
    }
}
