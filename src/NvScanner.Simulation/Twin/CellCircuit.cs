using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Simulation.Cell;
using NvScanner.Simulation.Faults;

namespace NvScanner.Simulation.Twin;

/// <summary>
/// The cell at the potentiostat's clamps with what else acts on it: the current that light and microwaves drive in it, a potentiostat that has lost control, and a
/// short outside. The photocurrent is a source beside the cell: a controlled current adds to it, a controlled voltage makes the potentiostat carry it away, and at
/// open circuit it charges the cell. Each change of light, microwaves and faults acts at its own time, whoever asks for what when. Volts, amperes, I &gt; 0 charges; seconds on the rig's clock, which do not fall from call to call. Not thread safe.
/// </summary>
internal sealed class CellCircuit(
    ISimulatedCell? inSample, double amperesPerWatt, double amperesAtZeroDbm, Illumination light, MicrowaveOutput microwave, FaultInjector faults)
{
    private static readonly CellLimits Unlimited = new(
        new QuantityRange<Voltage>(new(double.NegativeInfinity), new(double.PositiveInfinity)), new QuantityRange<Current>(new(double.NegativeInfinity), new(double.PositiveInfinity)));

    private readonly FaultLine _overVoltage = faults.Of(FaultKinds.PotentiostatOverVoltage);
    private readonly FaultLine _overCurrent = faults.Of(FaultKinds.PotentiostatOverCurrent);
    private readonly FaultLine _short = faults.Of(FaultKinds.CellShort);
    private ISimulatedCell? _cell = inSample;
    private CellDrive _drive = new CellDrive.Rest();
    private CellLimits _compliance = Unlimited;
    private CellDrive _applied = new CellDrive.Rest();
    private CellLimits _appliedCompliance = Unlimited;
    private double _invasion;
    private double _reached;
    private bool _isAdvancing;
    private bool _isStale = true; // something has changed at the time reached
    private double _samplingSeconds = double.PositiveInfinity;

    /// <summary>Whether the sample holds the cell, so that its field follows the cell's state.</summary>
    public bool IsInSample { get; } = inSample is not null;

    /// <summary>Whether the potentiostat drives the cell.</summary>
    public bool IsDriven => _drive is not CellDrive.Rest;

    /// <summary>How much warmer than its surroundings the cell in the sample is.</summary>
    public double TemperatureRiseAt(double now)
    {
        if (!IsInSample) return 0;
        AdvanceTo(now);
        return _cell!.ReadAt(_reached).TemperatureRiseKelvin;
    }

    /// <summary>Puts a cell into the clamps of a rig whose sample has none.</summary>
    public void Insert(ISimulatedCell cell) => _cell ??= cell;

    /// <summary>What the potentiostat drives, within the compliance.</summary>
    public void Apply(CellDrive drive, CellLimits compliance, double now)
    {
        AdvanceTo(now);
        (_drive, _compliance, _isStale) = (drive, compliance, true);
    }

    public void Modulate(double amplitudeAmperes, double frequencyHz, double now)
    {
        AdvanceTo(now);
        _cell?.Modulate(amplitudeAmperes, frequencyHz, _reached);
    }

    /// <summary>The sine in the current of the cell in the sample.</summary>
    public CellSine SineAt(double now)
    {
        if (!IsInSample) return default;
        AdvanceTo(now);
        return _cell!.SineAt(_reached);
    }

    /// <summary>What has happened inside the cell so far, on the rig's clock.</summary>
    public IReadOnlyList<CellEvent> EventsUntil(double now)
    {
        AdvanceTo(now);
        return _cell?.EventsUntil(_reached) ?? [];
    }

    /// <summary>Light or microwaves change next, at this time.</summary>
    public void PrepareForChange(double now)
    {
        if (_isAdvancing) return; // the light of the time that is just asked for
        AdvanceTo(now);
        _isStale = true;
    }

    /// <summary>Takes voltage and current at every multiple of an interval from now on.</summary>
    public void SampleEvery(double seconds, double now)
    {
        (Sampled, _samplingSeconds) = ((now, ReadAt(now)), seconds);
    }

    /// <summary>When a sample was taken last, and what was found.</summary>
    public (double Seconds, (double Volts, double Amperes) Reading) Sampled { get; private set; }

    /// <summary>Voltage at the clamps and current of the potentiostat, without the noise of a reading.</summary>
    public (double Volts, double Amperes) ReadAt(double now)
    {
        AdvanceTo(now);
        return Read(_reached);
    }

    /// <summary>Lets everything act on the cell that has been due by then, each at its time.</summary>
    public void AdvanceTo(double now)
    {
        faults.Update(now); // a restart that is due changes drive and light at its own time
        if (_isAdvancing) return;
        _isAdvancing = true;
        if (_isStale) Update(_reached);
        while (_reached < now)
        {
            var change = NextChangeAfter(_reached);
            var until = Math.Min(change, now);
            var sample = Math.Floor(until / _samplingSeconds) * _samplingSeconds;
            if (sample > _reached) Sampled = (sample, Read(sample));
            _reached = until;
            if (change <= now) Update(_reached);
        }
        _isAdvancing = false;
    }

    private bool FeelsLight => amperesPerWatt != 0 || amperesAtZeroDbm != 0;

    private double NextChangeAfter(double time)
    {
        var next = Math.Min(Math.Min(_short.NextChangeAfter(time), _overVoltage.NextChangeAfter(time)), _overCurrent.NextChangeAfter(time));
        return FeelsLight ? Math.Min(next, Math.Min(light.NextChangeAfter(time), microwave.NextChangeAfter(time))) : next;
    }

    private (double Volts, double Amperes) Read(double now)
    {
        if (_cell is null) return (0, 0);
        var cell = _cell.ReadAt(now);
        var external = _drive is CellDrive.Rest ? 0 : cell.CurrentAmperes - _invasion;
        if (!_short.IsOn(_reached, out var shorted))
            return (cell.PotentialVolts, _overCurrent.IsOn(_reached, out _) || _overVoltage.IsOn(_reached, out _) ? cell.CurrentAmperes : external);
        // the short takes what the potentiostat gives
        return (shorted.Severity, _drive switch
        {
            CellDrive.ConstantCurrent { Current: var current } => current.Amperes,
            CellDrive.ConstantVoltage => _compliance.Current.Maximum.Amperes,
            _ => 0,
        });
    }

    // what acts on the cell now, told to it when it has changed
    private void Update(double now)
    {
        _isStale = false;
        if (FeelsLight) _invasion = amperesPerWatt * light.WattsAt(now) + (microwave.DbmAt(now) is { } dbm ? amperesAtZeroDbm * Math.Pow(10, 0.1 * dbm) : 0);
        var (drive, compliance) = ActingAt(now);
        if (drive == _applied && compliance == _appliedCompliance) return;
        _cell?.Apply(drive, compliance, now);
        (_applied, _appliedCompliance) = (drive, compliance);
    }

    private (CellDrive Drive, CellLimits Compliance) ActingAt(double now)
    {
        if (_short.IsOn(now, out var shorted)) return (new CellDrive.ConstantVoltage(new(shorted.Severity)), Unlimited);
        if (_overVoltage.IsOn(now, out var voltage)) return (new CellDrive.ConstantVoltage(new(_compliance.Voltage.Maximum.Volts + voltage.Severity)), Unlimited);
        if (_overCurrent.IsOn(now, out var current)) return (new CellDrive.ConstantCurrent(new(_compliance.Current.Maximum.Amperes + current.Severity)), Unlimited);
        return _drive switch
        {
            CellDrive.Rest when _invasion != 0 => (new CellDrive.ConstantCurrent(new(_invasion)), _compliance),
            CellDrive.ConstantCurrent { Current: var set } when _invasion != 0 => (new CellDrive.ConstantCurrent(new(set.Amperes + _invasion)), _compliance),
            _ => (_drive, _compliance),
        };
    }
}
