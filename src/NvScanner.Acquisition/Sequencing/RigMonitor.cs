using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Runs;
using NvScanner.Acquisition.Cell;
using NvScanner.Acquisition.Pipeline;
using NvScanner.Acquisition.Preflight;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>
/// Watches what changes slowly: without a cell programme cell and thermometer against their limits, and whether their readings still live. Looks at a pixel's begin, at most once per
/// second of the run's clock, and records these readings, the laser's power, and what a simulated cell tells of itself. The limits of the cell are also given to the potentiostat as its own compliance before anything is switched on.
/// </summary>
internal sealed class RigMonitor(RunContext run, PixelPipeline pipeline)
{
    private const double CheckEverySeconds = 1;

    // Up to four streams in a file that is laid out for one row per second; and a thermometer that takes its time must not cost percents of the duty cycle.
    private const double RecordEverySeconds = 10;

    // less light means more noise and no wrong field: it is said, and the limits of the photon rate decide
    private const double WeakShare = 0.8;

    private readonly ILaser _laser = run.Rig.Require<ILaser>(InstrumentRoles.Laser);
    private readonly IPotentiostat? _potentiostat = run.Rig.TryGet<IPotentiostat>(InstrumentRoles.Potentiostat, out var found) ? found : null;
    private readonly ITemperatureSensor? _thermometer = run.Rig.TryGet<ITemperatureSensor>(InstrumentRoles.Temperature, out var found) ? found : null;
    private readonly ICellEvents? _cellEvents = run.Rig.CellEvents;
    private readonly LifeSign _cellLife = new();
    private readonly LifeSign _temperatureLife = new();
    private int _cellEventsTold;
    private bool _isWeak;
    private double _nextCheck = double.NegativeInfinity;
    private double _nextRecord = double.NegativeInfinity;

    /// <summary>Sets the compliance, records what cannot be watched and reads what can: a limit that is left already, or a sensor that is not there, ends the run before anything is switched on. Returns when that is done.</summary>
    public async ValueTask BeginAsync()
    {
        foreach (var warning in LimitChecks.Unwatched(run.Plan.Limits, run.Rig.Instruments.ContainsKey))
            await pipeline.RecordAsync(new RunEvent(run.SecondsSinceStart(), EventLevel.Warning, "limit-unwatched", warning));
        await SetComplianceAsync();
        await ReadAsync(records: false);
    }

    /// <summary>Gives the limits of the cell to the potentiostat; returns when they are in force there.</summary>
    public async ValueTask SetComplianceAsync()
    {
        if (run.Plan.Limits.Cell is { } cell && _potentiostat is not null)
            await CellCompliance.SetAsync(run, _potentiostat, cell);
    }

    /// <summary>Reads what is due; throws <see cref="LimitTrippedException"/> when a limit is left. Returns when all have answered, mostly at once.</summary>
    public ValueTask CheckAsync()
    {
        var now = run.SecondsSinceStart();
        if (now < _nextCheck)
            return ValueTask.CompletedTask;
        _nextCheck = now + CheckEverySeconds;
        var records = now >= _nextRecord;
        if (records)
            _nextRecord = now + RecordEverySeconds;
        return ReadAsync(records);
    }

    /// <summary>Records what has happened inside a simulated cell and was not recorded yet, at its own time, or at the run's beginning if it was before; returns when all is on its way.</summary>
    public async ValueTask RecordCellEventsAsync()
    {
        if (_cellEvents is null)
            return;
        var happened = _cellEvents.Happened;
        for (; _cellEventsTold < happened.Count; _cellEventsTold++)
        {
            var (timeSeconds, code, text) = happened[_cellEventsTold];
            await pipeline.RecordAsync(new RunEvent(Math.Max(0, run.SecondsSinceStart(timeSeconds)), EventLevel.Warning, code, text));
        }
    }

    // what has no limit is read only to be recorded
    private async ValueTask ReadAsync(bool records)
    {
        if (records)
            await RecordLaserAsync();
        await RecordCellEventsAsync();
        if (run.Plan.Cell is not null)
            return; // its programme reads and watches it
        var limits = run.Plan.Limits;
        if (_potentiostat is not null && (records || limits.Cell is not null))
        {
            var sample = await run.Guard.Watch(_potentiostat.Id, "read cell", run.Settings.Deadlines.Command).Run(_potentiostat.ReadAsync(run.Operations));
            if (records)
            {
                await RecordAsync("cell.voltage", sample.PotentialVolts);
                await RecordAsync("cell.current", sample.CurrentAmperes);
            }

            CellLimitCheck.Check(sample, limits);
            _cellLife.Check("cell voltage", sample.PotentialVolts);
        }

        if (_thermometer is not null && (records || limits.CellTemperature is not null))
        {
            var temperature = await run.Guard.Watch(_thermometer.Id, "read temperature", run.Settings.Deadlines.Command).Run(_thermometer.ReadTemperatureAsync(run.Operations));
            if (records)
                await RecordAsync("temperature", temperature.Si);
            CellLimitCheck.Check(temperature, limits);
            _temperatureLife.Check("cell temperature", temperature.Kelvin);
        }
    }

    private async ValueTask RecordLaserAsync()
    {
        var status = await run.Guard.Watch(_laser.Id, "read status", run.Settings.Deadlines.Command).Run(_laser.ReadStatusAsync(run.Operations));
        await RecordAsync("laser.power", status.Power.Watts);
        var isWeak = status.Emission && status.Power.Watts < WeakShare * run.Plan.LaserPower.Watts;
        if (isWeak && !_isWeak)
        {
            await pipeline.RecordAsync(new RunEvent(run.SecondsSinceStart(), EventLevel.Warning, "laser-weak",
                $"{_laser.Id} reads {Quantity.Format(status.Power, 3)} and was set to {run.Plan.LaserPower}: the fields are right but their errors grow; look at its alignment and its temperature"));
        }

        _isWeak = isWeak;
    }

    private ValueTask RecordAsync(string stream, double value) => pipeline.RecordAsync(new MonitorSample(run.SecondsSinceStart(), stream, value));
}
