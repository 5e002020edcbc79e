using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Simulation.Cell;
using NvScanner.Simulation.Faults;

namespace NvScanner.Simulation.Twin;

/// <summary>
/// The cell at the potentiostat's clamps with what else acts on it: the current that light and microwaves drive in it, a potentiostat that has lost control, and a
/// short outside. The photocurrent is a source beside the cell: a controlled current adds to it, a controlled voltage makes the potentiostat carry it away, and at
/// open circuit it charges the cell. Volts, amperes, I &gt; 0 charges; seconds on the rig's clock, which do not fall from call to call. Not thread safe.
/// </summary>
internal sealed class CellCircuit(ISimulatedCell? inSample, double amperesPerWatt, double amperesAtZeroDbm, FaultInjector faults)
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

    /// <summary>Whether the sample holds the cell, so that its field follows the cell's state.</summary>
    public bool IsInSample { get; } = inSample is not null;

    /// <summary>Whether the potentiostat drives the cell.</summary>
    public bool IsDriven => _drive is not CellDrive.Rest;

    /// <summary>How much warmer than its surroundings the cell in the sample is.</summary>
    public double TemperatureRiseAt(double now) => IsInSample ? _cell!.ReadAt(now).TemperatureRiseKelvin : 0;

    /// <summary>Puts a cell into the clamps of a rig whose sample has none.</summary>
    public void Insert(ISimulatedCell cell) => _cell ??= cell;

    /// <summary>What the potentiostat drives, within the compliance.</summary>
    public void Apply(CellDrive drive, CellLimits compliance, double now)
    {
        (_drive, _compliance) = (drive, compliance);
        Update(now);
    }

    public void Modulate(double amplitudeAmperes, double frequencyHz, double now) => _cell?.Modulate(amplitudeAmperes, frequencyHz, now);

    /// <summary>Light on the sample in watts and microwaves in dBm, null while they are off.</summary>
    public void SetInvasion(double laserWatts, double? microwaveDbm, double now)
    {
        _invasion = amperesPerWatt * laserWatts + (microwaveDbm is { } dbm ? amperesAtZeroDbm * Math.Pow(10, 0.1 * dbm) : 0);
        if (_cell is not null) Update(now);
    }

    /// <summary>What has happened inside the cell so far, on the rig's clock.</summary>
    public IReadOnlyList<CellEvent> EventsUntil(double now) => _cell?.EventsUntil(now) ?? [];

    /// <summary>Voltage at the clamps and current of the potentiostat, without the noise of a reading.</summary>
    public (double Volts, double Amperes) ReadAt(double now)
    {
        if (_cell is null) return (0, 0);
        Update(now);
        var cell = _cell.ReadAt(now);
        var external = _drive is CellDrive.Rest ? 0 : cell.CurrentAmperes - _invasion;
        if (!_short.IsOn(now, out var shorted)) return (cell.PotentialVolts, _overCurrent.IsOn(now, out _) || _overVoltage.IsOn(now, out _) ? cell.CurrentAmperes : external);
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
