using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Time;
using NvScanner.Drivers.Connections;
using NvScanner.Drivers.Dialogues;
using NvScanner.Drivers.Microwave;
using NvScanner.Drivers.Safety;
using NvScanner.Drivers.Scpi;

namespace NvScanner.Drivers.Windfreak;

/// <summary>
/// One channel of a Windfreak SynthHD or SynthHD PRO. Commands are single letters without a reply and act on the channel chosen last, which is hence chosen with each of them; there are no errors to ask
/// for, only read-backs. A sweep is linear and takes one step per trigger. Source: windfreak-python, qudi's driver of the SynthHD PRO.
/// </summary>
internal sealed class SynthHdSource : IMicrowaveSource, IFrequencySweeper
{
    public static readonly OptionDefinition[] Options =
    [
        .. ConnectionOptions.ForSerial("ASRL/dev/ttyACM0::INSTR", 115200),
        new("channel", OptionKind.Choice, "A", "Output that is used.", ["A", "B"]),
        new("settling", OptionKind.Duration, "4 ms", "Settling after a frequency set by command."),
        new("step-settling", OptionKind.Duration, "4 ms", "Settling after a trigger; the device takes at most 250 steps per second."),
        new("first-trigger", OptionKind.Choice, "leaves-first", "What the first trigger of a sweep does: leave its start, where the device waits, or select it.", ["leaves-first", "selects-first"]),
        .. RfRangeOptions.For("10 MHz", "15 GHz", "-70 dBm", "20 dBm"),
    ];

    private const double FrequencyToleranceHz = 0.11;
    private const double PowerToleranceDb = 0.011;

    private readonly InstrumentSpec _spec;
    private readonly InstrumentDialogue _dialogue;
    private readonly TimeProvider _time;
    private readonly SafetySwitch _safety;
    private readonly string _channel;
    private readonly bool _startsBelow;
    private MicrowaveLimits? _limits;
    private bool _hasSweep;

    public SynthHdSource(InstrumentSpec spec, DriverContext context)
    {
        (_spec, _time) = (spec, context.Time);
        _dialogue = Connection.Of(spec, context, new DialogueSettings());
        _safety = new SafetySwitch(Id, _dialogue, _time, OffAsync);
        _channel = spec.Text("channel") == "A" ? "C0" : "C1";
        _startsBelow = spec.Text("first-trigger") == "leaves-first";
        StepSettling = spec.GetDuration("step-settling");
    }

    public InstrumentId Id => _spec.Id;

    public MicrowaveLimits Limits => _limits ?? throw SetPoint.NotConnected(Id);

    public int MaximumListLength => 100;

    public TimeSpan StepSettling { get; }

    public async ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken)
    {
        await _dialogue.OpenAsync(cancellationToken);
        var model = await _dialogue.AskAsync("+", cancellationToken);
        if (!model.Contains("Synth", StringComparison.OrdinalIgnoreCase))
            throw new InstrumentConnectionException(Id, $"a SynthHD of Windfreak was expected at {_dialogue.Place}, but '{model}' answers; correct the address or the driver in the profile");
        InstrumentIdentity identity = new("Windfreak", model, await _dialogue.AskAsync("-", cancellationToken), await _dialogue.AskAsync("v0", cancellationToken));
        _dialogue.Sentinel = new Sentinel("+", model);
        _hasSweep = false;
        _safety.Engage();
        await OffAsync(cancellationToken);
        await SendAsync("g0w0", cancellationToken);
        _limits = RfRangeOptions.Read(_spec);
        return identity;
    }

    public async ValueTask SetFrequencyAsync(Frequency frequency, CancellationToken cancellationToken)
    {
        SetPoint.Require(Id, frequency, Limits.Frequency);
        await SetFrequencyAsync('f', frequency.Hertz, cancellationToken);
        await _time.DelayAsync(Settling, cancellationToken);
    }

    public async ValueTask SetPowerAsync(RfPower power, CancellationToken cancellationToken)
    {
        SetPoint.Require(Id, power, Limits.Power);
        await SetNumberAsync('W', power.Dbm, "F3", PowerToleranceDb, cancellationToken);
        if (await AskAsync("V", cancellationToken) == 0) throw new InstrumentException(Id, $"does not reach {Quantity.Format(power)} at the present frequency; ask for less, or add an amplifier");
    }

    public ValueTask SetOutputAsync(bool on, CancellationToken cancellationToken)
    {
        _ = Limits;
        return on ? _safety.EnergizeAsync(() => OnAsync(cancellationToken)) : OffAsync(cancellationToken);
    }

    public async ValueTask LoadListAsync(ReadOnlyMemory<double> frequenciesHz, CancellationToken cancellationToken)
    {
        if (frequenciesHz.Length < 1 || frequenciesHz.Length > MaximumListLength)
            throw new InstrumentLimitException(Id, "list length", Text(frequenciesHz.Length), $"1 to {Text(MaximumListLength)}");
        foreach (var frequency in frequenciesHz.Span) SetPoint.Require(Id, new Frequency(frequency), Limits.Frequency);
        var (start, stop, step) = Line(frequenciesHz.Span);
        _hasSweep = false;
        var power = await AskAsync("W?", cancellationToken);
        // linear, not continuous, one step per trigger, upwards, the power the same from end to end
        foreach (var (command, value) in new[] { ('X', 0), ('c', 0), ('w', 2), ('^', 1) }) await SetNumberAsync(command, value, "F0", 0, cancellationToken);
        await SetFrequencyAsync('l', _startsBelow ? start - step : start, cancellationToken);
        await SetFrequencyAsync('u', stop, cancellationToken);
        await SetFrequencyAsync('s', step, cancellationToken);
        await SetNumberAsync('[', power, "F3", PowerToleranceDb, cancellationToken);
        await SetNumberAsync(']', power, "F3", PowerToleranceDb, cancellationToken);
        await SetNumberAsync('t', Math.Clamp(StepSettling.TotalMilliseconds, 4, 10_000), "F3", 0.01, cancellationToken);
        _hasSweep = true;
    }

    public async ValueTask ArmAsync(CancellationToken cancellationToken)
    {
        if (!_hasSweep) throw new InstrumentException(Id, "holds no list; load one before it is armed");
        await _safety.EnergizeAsync(async () =>
        {
            await OnAsync(cancellationToken);
            await SetNumberAsync('g', 1, "F0", 0, cancellationToken);
        });
    }

    public ValueTask MakeSafeAsync(CancellationToken deadline) => _safety.MakeSafeAsync(deadline);

    public ValueTask DisposeAsync()
    {
        _limits = null;
        return _safety.DisposeAsync();
    }

    private TimeSpan Settling => _spec.GetDuration("settling");

    // the device sweeps from a start in equal steps and knows no other list
    private (double Start, double Stop, double Step) Line(ReadOnlySpan<double> frequencies)
    {
        if (frequencies.Length == 1) return (frequencies[0], frequencies[0], 1);
        var step = (frequencies[^1] - frequencies[0]) / (frequencies.Length - 1);
        for (var i = 0; i < frequencies.Length; i++)
        {
            if (!(step > 0) || !(Math.Abs(frequencies[0] + (i * step) - frequencies[i]) <= 0.5))
                throw new InstrumentLimitException(Id, "list", $"point {Text(i)}", "equal steps upwards, the only sweep of the SynthHD; choose one window of equidistant points, or timing: software");
        }
        return (frequencies[0], frequencies[^1], step);
    }

    private async ValueTask OnAsync(CancellationToken cancellationToken)
    {
        await SendAsync("E1r1h1", cancellationToken);
        foreach (var query in new[] { "E?", "r?", "h?" }) SetPoint.RequireReadBack(Id, "E1r1h1, " + query, 1.0, await AskAsync(query, cancellationToken));
        SetPoint.RequireReadBack(Id, "p (lock of the synthesiser)", 1.0, await AskAsync("p", cancellationToken));
    }

    private async ValueTask OffAsync(CancellationToken cancellationToken)
    {
        await SendAsync("h0r0E0", cancellationToken);
        foreach (var query in new[] { "h?", "r?", "E?" }) SetPoint.RequireReadBack(Id, "h0r0E0, " + query, 0.0, await AskAsync(query, cancellationToken));
    }

    private ValueTask SetFrequencyAsync(char command, double hertz, CancellationToken cancellationToken) =>
        SetNumberAsync(command, 1e-6 * hertz, "F8", 1e-6 * FrequencyToleranceHz, cancellationToken);

    private async ValueTask SetNumberAsync(char command, double value, string format, double tolerance, CancellationToken cancellationToken)
    {
        var text = command + value.ToString(format, CultureInfo.InvariantCulture);
        await SendAsync(text, cancellationToken);
        SetPoint.RequireReadBack(Id, text, value, await AskAsync(command + "?", cancellationToken), tolerance);
    }

    private ValueTask SendAsync(string commands, CancellationToken cancellationToken) => _dialogue.SendAsync(_channel + commands, cancellationToken);

    private async ValueTask<double> AskAsync(string query, CancellationToken cancellationToken)
    {
        var reply = await _dialogue.AskAsync(_channel + query, cancellationToken);
        return ScpiNumber.TryParse(reply, out var value) && double.IsFinite(value) ? value : throw new InstrumentReplyException(Id, query, reply);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
