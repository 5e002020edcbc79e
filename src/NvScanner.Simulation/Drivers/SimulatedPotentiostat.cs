using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Simulation.Cell;
using NvScanner.Simulation.Faults;
using NvScanner.Simulation.Noise;

namespace NvScanner.Simulation.Drivers;

/// <summary>
/// A potentiostat on the sample's cell, or on a dummy cell where the sample has none; I &gt; 0 charges. Compliance holds in the device itself: a set-point that would
/// break it is followed only as far as it allows. Readings are rounded to the converter's steps.
/// </summary>
internal sealed class SimulatedPotentiostat : SimulatedInstrument, IPotentiostat, IAcModulator
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
        new("converter-bits", OptionKind.Integer, "24", "Resolution of readings: the range of either sign in 2^bits steps."),
        new("sampling", OptionKind.Duration, "0 s", "Time between two conversions; a reading is that of the last one. 0 s converts on command."),
        new("maximum-frequency", OptionKind.Frequency, "100 kHz", "Highest frequency of a modulation."),
    ];

    private readonly TimeSpan _settling;
    private readonly double _voltageNoise;
    private readonly double _currentNoise;
    private readonly double _voltageStep;
    private readonly double _currentStep;
    private readonly double _sampling;
    private readonly FaultLine _stuck;
    private CellLimits _compliance;
    private CellDrive _drive = new CellDrive.Rest();
    private double _convertedAt = double.NegativeInfinity;
    private (double Volts, double Amperes) _converted;
    private int _readings;

    public SimulatedPotentiostat(InstrumentSpec spec, DriverContext context) : base(spec, context)
    {
        _settling = spec.GetDuration("settling");
        _voltageNoise = spec.Get<Voltage>("voltage-noise").Volts;
        _currentNoise = spec.Get<Current>("current-noise").Amperes;
        _sampling = spec.Get<Duration>("sampling").Seconds;
        ModulationFrequencies = new QuantityRange<Frequency>(new(1e-6), spec.Get<Frequency>("maximum-frequency"));
        var (voltage, current) = (spec.Get<Voltage>("voltage-range"), spec.Get<Current>("current-range"));
        var bits = spec.GetInteger("converter-bits");
        if (bits is < 8 or > 32) throw new InstrumentException(Id, "converter-bits must be 8 to 32");
        (_voltageStep, _currentStep) = (2 * voltage.Volts / Math.Pow(2, bits), 2 * current.Amperes / Math.Pow(2, bits));
        Limits = new CellLimits(
            spec.Narrow("voltage", new QuantityRange<Voltage>(new(-voltage.Volts), voltage)),
            spec.Narrow("current", new QuantityRange<Current>(new(-current.Amperes), current)));
        _compliance = Limits;
        var resistance = spec.GetNumber("cell-resistance");
        if (!(resistance > 0)) throw new InstrumentException(Id, "cell-resistance must be positive");
        lock (World.Gate)
        {
            _stuck = World.Faults.Of(FaultKinds.PotentiostatSensorStuck);
            World.Cell.Insert(new DummyCell(spec.Get<Voltage>("cell-voltage").Volts, resistance));
            World.Cell.Apply(_drive, _compliance, Now);
            if (_sampling > 0) World.Cell.SampleEvery(_sampling, Now);
        }
    }

    public CellLimits Limits { get; }

    public QuantityRange<Frequency> ModulationFrequencies { get; }

    protected override string Model => "potentiostat";

    public async ValueTask SetComplianceAsync(CellLimits compliance, CancellationToken cancellationToken)
    {
        RequireWithin(compliance.Voltage.Minimum, Limits.Voltage);
        RequireWithin(compliance.Voltage.Maximum, Limits.Voltage);
        RequireWithin(compliance.Current.Minimum, Limits.Current);
        RequireWithin(compliance.Current.Maximum, Limits.Current);
        await ExchangeAsync(cancellationToken);
        Drive(_drive, compliance);
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
        Drive(drive, _compliance);
    }

    public async ValueTask SetModulationAsync(Current amplitude, Frequency frequency, CancellationToken cancellationToken)
    {
        RequireWithin(amplitude, new QuantityRange<Current>(new(0), Limits.Current.Maximum));
        if (amplitude.Amperes > 0) RequireWithin(frequency, ModulationFrequencies);
        await EnergizeAsync(_settling, cancellationToken);
        lock (World.Gate) World.Cell.Modulate(amplitude.Amperes, frequency.Hertz, Now);
    }

    public async ValueTask<CellSample> ReadAsync(CancellationToken cancellationToken)
    {
        await ExchangeAsync(cancellationToken);
        lock (World.Gate)
        {
            if (!_stuck.IsOn(Now, out _) || double.IsNegativeInfinity(_convertedAt)) Convert();
            return new CellSample(TimestampSeconds, _converted.Volts, _converted.Amperes);
        }
    }

    public ValueTask MakeSafeAsync(CancellationToken deadline) => SwitchOffAsync(TimeSpan.Zero, deadline);

    protected override void SwitchOff()
    {
        lock (World.Gate) World.Cell.Modulate(0, 0, Now);
        Drive(new CellDrive.Rest(), _compliance);
    }

    protected override void Restart(double at)
    {
        World.Cell.Modulate(0, 0, at);
        Drive(new CellDrive.Rest(), Limits, at);
    }

    private void Drive(CellDrive drive, CellLimits compliance)
    {
        lock (World.Gate) Drive(drive, compliance, Now);
    }

    private void Drive(CellDrive drive, CellLimits compliance, double at)
    {
        (_drive, _compliance) = (drive, compliance);
        World.Cell.Apply(drive, compliance, at);
    }

    private void Convert()
    {
        var now = Now;
        var reading = World.Cell.ReadAt(now);
        if (_sampling > 0) (now, reading) = World.Cell.Sampled;
        if (_sampling > 0 && now == _convertedAt) return; // one conversion has one noise
        _convertedAt = now;
        var (volts, amperes) = reading;
        var noise = World.MeterNoise(RandomPurpose.CellReadings, _readings++);
        _converted = (Round(volts + _voltageNoise * noise.NextNormal(), _voltageStep), Round(amperes + _currentNoise * noise.NextNormal(), _currentStep));
    }

    private static double Round(double value, double step) => Math.Round(value / step) * step;
}
