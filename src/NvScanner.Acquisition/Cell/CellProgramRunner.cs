using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Abstractions.Time;
using NvScanner.Acquisition.Pipeline;
using NvScanner.Acquisition.Sequencing;

namespace NvScanner.Acquisition.Cell;

/// <summary>
/// Drives the cell through its programme while the sequencer scans: an actor of its own on the run's clock, with its own guard, and the only one that talks to potentiostat and
/// thermometer meanwhile. Reads the cell on a fixed grid of times and at the begin and end of every step; every reading is a row of the log, is held against limits.cell and may
/// end the step. After the last step the circuit is open and the log goes on.
/// </summary>
internal sealed class CellProgramRunner(RunContext run, CellPlan plan, CellHistory history, DocumentFeed feed)
{
    private static readonly CellModulation Unmodulated = new(new Current(0), new Frequency(0));
    private static readonly TimeSpan SlowEvery = TimeSpan.FromSeconds(1);

    private readonly IPotentiostat _potentiostat = run.Rig.Require<IPotentiostat>(InstrumentRoles.Potentiostat);
    private readonly ITemperatureSensor? _thermometer = run.Rig.TryGet<ITemperatureSensor>(InstrumentRoles.Temperature, out var found) ? found : null;
    private LifeSign _cellLife = new(); // of one step: a cell changes as its drive does
    private readonly LifeSign _temperatureLife = new();
    private readonly CellLog _log = new(plan);
    private long _began;
    private CellStep? _step;
    private int _cycle = 1;
    private double _kelvin = double.NaN;
    private TimeSpan _nextSlowReading;

    /// <summary>Runs until the scan has ended; returns then, the last drive still applied: making safe opens the circuit. Throws <see cref="LimitTrippedException"/>.</summary>
    public async Task RunAsync(CancellationToken scanEnded)
    {
        _began = run.Time.GetTimestamp();
        using var waits = CancellationTokenSource.CreateLinkedTokenSource(scanEnded, run.Operations);
        try
        {
            await ReadAsync();
            foreach (var (step, cycle) in plan.Sequence())
            {
                (_step, _cycle) = (step, cycle);
                await DriveAsync(step, waits.Token);
            }

            _step = null;
            await ApplyAsync(new CellDrive.Rest());
            _cellLife = new LifeSign();
            await TellAsync("cell-programme-ended", "the cell programme has ended; the circuit is open");
            while (true)
            {
                await ReadAsync();
                await WaitAsync(TimeSpan.MaxValue, waits.Token);
            }
        }
        catch (OperationCanceledException) when (scanEnded.IsCancellationRequested && run.Ending.First is null)
        {
            if (_step is { } cut)
                await TellAsync("cell-programme-cut", $"the scan ended before the cell programme, in step {cut}, cycle {_cycle}; the circuit is opened");
        }
    }

    private async Task DriveAsync(CellStep step, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested(); // the scan may have ended during the last reading
        await ApplyAsync(step.Drive);
        _cellLife = new LifeSign();
        if (step.Modulation is { } sine)
            await ModulateAsync(sine);
        var began = run.Time.GetTimestamp();
        var progress = new CellStepProgress(step, _log.ChargeCoulombs);
        while (!progress.IsOver(await ReadAsync(), run.Time.GetElapsedTime(began)))
            await WaitAsync((step.Until.Time ?? TimeSpan.MaxValue) - run.Time.GetElapsedTime(began), cancellationToken);
        if (step.Modulation is not null)
            await ModulateAsync(Unmodulated);
    }

    // no step is driven that the preflight has not found a modulator for
    private ValueTask ModulateAsync(CellModulation sine) => run.CellGuard.Watch(_potentiostat.Id, "modulate", run.Settings.Deadlines.Command)
        .Run(((IAcModulator)_potentiostat).SetModulationAsync(sine.Amplitude, sine.Frequency, run.Operations));

    private ValueTask ApplyAsync(CellDrive drive) =>
        run.CellGuard.Watch(_potentiostat.Id, "apply", run.Settings.Deadlines.Command).Run(_potentiostat.ApplyAsync(drive, run.Operations));

    private async ValueTask<CellLogRow> ReadAsync()
    {
        var sample = await run.CellGuard.Watch(_potentiostat.Id, "read cell", run.Settings.Deadlines.Command).Run(_potentiostat.ReadAsync(run.Operations));
        await ReadSlowlyAsync();
        var row = _log.Add(sample with { TimeSeconds = run.SecondsSinceStart(sample.TimeSeconds) }, _kelvin, _step, _cycle);
        history.Add(row with { CurrentAmperes = _log.MeanAmperes }); // a pixel averages over the sine, a reading falls somewhere on it
        await feed.RecordAsync(row); // before the limits: the reading that left them is worth keeping most
        CellLimitCheck.Check(sample, run.Plan.Limits);
        _cellLife.Check("cell voltage", sample.PotentialVolts);
        if (_thermometer is not null)
            CellLimitCheck.Check(new Temperature(_kelvin), run.Plan.Limits);
        return row;
    }

    private async ValueTask ReadSlowlyAsync()
    {
        var now = run.Time.GetElapsedTime(_began);
        if (now < _nextSlowReading)
            return;
        _nextSlowReading = now + SlowEvery;
        if (_potentiostat is IVouches potentiostat)
            await run.CellGuard.Watch(_potentiostat.Id, "vouch", run.Settings.Deadlines.Command).Run(potentiostat.VouchAsync(run.Operations));
        if (_thermometer is null)
            return;
        var temperature = await run.CellGuard.Watch(_thermometer.Id, "read temperature", run.Settings.Deadlines.Command).Run(_thermometer.ReadTemperatureAsync(run.Operations));
        _kelvin = temperature.Kelvin;
        _temperatureLife.Check("cell temperature", _kelvin);
    }

    // to the next time of the grid, which does not drift with the instruments' latency, or to the step's end if that comes first
    private ValueTask WaitAsync(TimeSpan toStepEnd, CancellationToken cancellationToken)
    {
        var sinceGrid = run.Time.GetElapsedTime(_began).Ticks % plan.Sampling.Ticks;
        var toGrid = TimeSpan.FromTicks(plan.Sampling.Ticks - sinceGrid);
        return run.Time.DelayAsync(toStepEnd < toGrid ? toStepEnd : toGrid, cancellationToken);
    }

    private ValueTask TellAsync(string code, string text) => feed.RecordAsync(new RunEvent(run.SecondsSinceStart(), EventLevel.Information, code, text));
}
