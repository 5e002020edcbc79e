using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Simulation.Drivers;

/// <summary>A microwave source with a list: retunes slowly by command, quickly by trigger, and forgets neither power nor output in between.</summary>
internal sealed class SimulatedMicrowave : SimulatedInstrument, IMicrowaveSource, IFrequencySweeper
{
    public static readonly OptionDefinition[] Options =
    [
        CommonOptions.LatencyOf("0.3 ms"),
        new("frequency-minimum", OptionKind.Frequency, "1 MHz", "Lowest frequency of the source."),
        new("frequency-maximum", OptionKind.Frequency, "6 GHz", "Highest frequency of the source."),
        new("power-minimum", OptionKind.RfPower, "-110 dBm", "Lowest power at the connector."),
        new("power-maximum", OptionKind.RfPower, "16 dBm", "Highest power at the connector."),
        new("resolution", OptionKind.Frequency, "0.001 Hz", "Grid of the frequencies; 1 kHz and more is seen in narrow lines."),
        new("retune", OptionKind.Duration, "2 ms", "Settling after a frequency set by command."),
        new("step-settling", OptionKind.Duration, "0.2 ms", "Settling after a trigger in a list."),
        new("list-length", OptionKind.Integer, "2000", "Longest list."),
        new("list-load", OptionKind.Duration, "0.2 s", "Time to learn a list."),
    ];

    private readonly TimeSpan _retune;
    private readonly TimeSpan _listLoad;
    private RfPower _power;
    private bool _on;

    public SimulatedMicrowave(InstrumentSpec spec, DriverContext context) : base(spec, context)
    {
        _retune = spec.GetDuration("retune");
        _listLoad = spec.GetDuration("list-load");
        StepSettling = spec.GetDuration("step-settling");
        MaximumListLength = spec.GetInteger("list-length");
        Limits = new MicrowaveLimits(
            spec.Narrow("frequency", new QuantityRange<Frequency>(spec.Get<Frequency>("frequency-minimum"), spec.Get<Frequency>("frequency-maximum"))),
            spec.Narrow("power", new QuantityRange<RfPower>(spec.Get<RfPower>("power-minimum"), spec.Get<RfPower>("power-maximum"))));
        _power = Limits.Power.Minimum;
        lock (World.Gate) World.Microwave.Configure(StepSettling.TotalSeconds, spec.Get<Frequency>("resolution").Hertz);
    }

    public MicrowaveLimits Limits { get; }

    public int MaximumListLength { get; }

    public TimeSpan StepSettling { get; }

    protected override string Model => "microwave source";

    // the output changes first and the caller awaits the clock's own wait, so that a step leaves nothing on the heap
    public ValueTask SetFrequencyAsync(Frequency frequency, CancellationToken cancellationToken)
    {
        RequireWithin(frequency, Limits.Frequency);
        RequireConnection();
        cancellationToken.ThrowIfCancellationRequested();
        lock (World.Gate) World.Microwave.SetFrequency(frequency.Hertz);
        return ExchangeAsync(_retune, cancellationToken);
    }

    public async ValueTask SetPowerAsync(RfPower power, CancellationToken cancellationToken)
    {
        RequireWithin(power, Limits.Power);
        await ExchangeAsync(cancellationToken);
        _power = power;
        Apply(_on);
    }

    public async ValueTask SetOutputAsync(bool on, CancellationToken cancellationToken)
    {
        await EnergizeAsync(TimeSpan.Zero, cancellationToken);
        Apply(on);
    }

    public async ValueTask LoadListAsync(ReadOnlyMemory<double> frequenciesHz, CancellationToken cancellationToken)
    {
        if (frequenciesHz.Length < 1 || frequenciesHz.Length > MaximumListLength)
            throw new InstrumentLimitException(Id, "list length", Text(frequenciesHz.Length), $"1 to {Text(MaximumListLength)}");
        foreach (var frequency in frequenciesHz.Span) RequireWithin(new Frequency(frequency), Limits.Frequency);
        await ExchangeAsync(_listLoad, cancellationToken);
        lock (World.Gate) World.Microwave.Load(frequenciesHz.Span);
    }

    public ValueTask ArmAsync(CancellationToken cancellationToken)
    {
        RequireConnection();
        cancellationToken.ThrowIfCancellationRequested();
        lock (World.Gate)
        {
            if (!World.Microwave.HasList) throw new InstrumentException(Id, "holds no list; load one before it is armed");
            World.Microwave.Arm();
        }
        Apply(true);
        return ExchangeAsync(cancellationToken);
    }

    public ValueTask MakeSafeAsync(CancellationToken deadline) => SwitchOffAsync(TimeSpan.Zero, deadline);

    protected override void SwitchOff()
    {
        lock (World.Gate) World.Microwave.Disarm();
        Apply(false);
    }

    protected override void Restart(double at)
    {
        World.Microwave.Clear();
        _power = Limits.Power.Minimum;
        Apply(false, at);
    }

    protected override string? TakeTrouble() => World.Microwave.TakeTrouble(Now);

    private void Apply(bool on)
    {
        lock (World.Gate) Apply(on, Now);
    }

    private void Apply(bool on, double at)
    {
        _on = on;
        World.Microwave.SetDrive(on ? _power.Dbm : null, at);
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
