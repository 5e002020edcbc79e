using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Simulation.Noise;

namespace NvScanner.Simulation.Drivers;

/// <summary>
/// A potentiostat on a dummy cell, a voltage source behind a resistor: V = E + I R with I &gt; 0 charging. Compliance holds in the device itself: a
/// set-point that would break it is followed only as far as it allows.
/// </summary>
internal sealed class SimulatedPotentiostat : SimulatedInstrument, IPotentiostat
{
    public static readonly OptionDefinition[] Options =
    [
        CommonOptions.LatencyOf("5 ms"),
        new("voltage-range", OptionKind.Voltage, "10 V", "Largest voltage of either sign."),
        new("current-range", OptionKind.Current, "100 mA", "Largest current of either sign."),
        new("settling", OptionKind.Duration, "10 ms", "Time until the output is valid."),
        new("cell-voltage", OptionKind.Voltage, "3.9 V", "Open-circuit voltage of the dummy cell."),
        new("cell-resistance", OptionKind.Number, "20", "Series resistance of the dummy cell in ohm."),
        new("voltage-noise", OptionKind.Voltage, "20 uV", "Standard deviation of one voltage reading."),
        new("current-noise", OptionKind.Current, "10 nA", "Standard deviation of one current reading."),
    ];

    private readonly TimeSpan _settling;
    private readonly double _openCircuitVolts;
    private readonly double _resistance;
    private readonly double _voltageNoise;
    private readonly double _currentNoise;
    private CellLimits _compliance;
    private CellDrive _drive = new CellDrive.Rest();
    private int _readings;

    public SimulatedPotentiostat(InstrumentSpec spec, DriverContext context) : base(spec, context)
    {
        _settling = spec.GetDuration("settling");
        _openCircuitVolts = spec.Get<Voltage>("cell-voltage").Volts;
        _resistance = spec.GetNumber("cell-resistance");
        _voltageNoise = spec.Get<Voltage>("voltage-noise").Volts;
        _currentNoise = spec.Get<Current>("current-noise").Amperes;
        if (!(_resistance > 0)) throw new InstrumentException(Id, "cell-resistance must be positive");
        var voltage = spec.Get<Voltage>("voltage-range");
        var current = spec.Get<Current>("current-range");
        Limits = new CellLimits(
            spec.Narrow("voltage", new QuantityRange<Voltage>(new(-voltage.Volts), voltage)),
            spec.Narrow("current", new QuantityRange<Current>(new(-current.Amperes), current)));
        _compliance = Limits;
    }

    public CellLimits Limits { get; }

    protected override string Model => "potentiostat";

    public async ValueTask SetComplianceAsync(CellLimits compliance, CancellationToken cancellationToken)
    {
        RequireWithin(compliance.Voltage.Minimum, Limits.Voltage);
        RequireWithin(compliance.Voltage.Maximum, Limits.Voltage);
        RequireWithin(compliance.Current.Minimum, Limits.Current);
        RequireWithin(compliance.Current.Maximum, Limits.Current);
        await ExchangeAsync(cancellationToken);
        _compliance = compliance;
    }

    public async ValueTask<CellLimits> ReadComplianceAsync(CancellationToken cancellationToken)
    {
        await ExchangeAsync(cancellationToken);
        return _compliance;
    }

    public async ValueTask ApplyAsync(CellDrive drive, CancellationToken cancellationToken)
    {
        if (drive is CellDrive.ConstantCurrent { Current: var current }) RequireWithin(current, Limits.Current);
        if (drive is CellDrive.ConstantVoltage { Voltage: var voltage }) RequireWithin(voltage, Limits.Voltage);
        await EnergizeAsync(_settling, cancellationToken);
        _drive = drive;
    }

    public async ValueTask<CellSample> ReadAsync(CancellationToken cancellationToken)
    {
        await ExchangeAsync(cancellationToken);
        var amperes = CellCurrent();
        var noise = World.MeterNoise(RandomPurpose.CellReadings, _readings++);
        return new CellSample(
            NowSeconds,
            _openCircuitVolts + amperes * _resistance + _voltageNoise * noise.NextNormal(),
            amperes + _currentNoise * noise.NextNormal());
    }

    public ValueTask MakeSafeAsync(CancellationToken deadline) => SwitchOffAsync(TimeSpan.Zero, deadline);

    protected override void SwitchOff() => _drive = new CellDrive.Rest();

    // what flows: the set-point, kept by the device within its compliance of current and of voltage
    private double CellCurrent()
    {
        if (_drive is CellDrive.Rest) return 0;
        var wanted = _drive switch
        {
            CellDrive.ConstantCurrent { Current: var current } => current.Amperes,
            CellDrive.ConstantVoltage { Voltage: var voltage } => (voltage.Volts - _openCircuitVolts) / _resistance,
            var drive => throw new InvalidOperationException($"unknown drive {drive}"),
        };
        var byVoltage = Math.Clamp(wanted, (_compliance.Voltage.Minimum.Volts - _openCircuitVolts) / _resistance, (_compliance.Voltage.Maximum.Volts - _openCircuitVolts) / _resistance);
        return Math.Clamp(byVoltage, _compliance.Current.Minimum.Amperes, _compliance.Current.Maximum.Amperes);
    }
}
