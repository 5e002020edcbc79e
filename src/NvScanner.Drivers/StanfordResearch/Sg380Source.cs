using System.Globalization;
using System.Text;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Time;
using NvScanner.Drivers.Connections;
using NvScanner.Drivers.Safety;
using NvScanner.Drivers.Scpi;

namespace NvScanner.Drivers.StanfordResearch;

/// <summary>
/// Stanford Research Systems SG382, SG384, SG386, SG392, SG394 and SG396, type-N output. Every setting is read back: the device clips powers that it
/// does not reach at the present frequency without a word. Its list takes one step per rising edge at the rear trigger; the first edge selects index 0.
/// </summary>
internal sealed class Sg380Source : IMicrowaveSource, IFrequencySweeper
{
    public static readonly OptionDefinition[] Options =
    [
        .. ConnectionOptions.For("TCPIP::192.168.1.20::5025::SOCKET"),
        new("settling", OptionKind.Duration, "8 ms", "Settling after a frequency set by command; the manual says 8 ms to 1 ppm."),
        new("step-settling", OptionKind.Duration, "1 ms", "Settling after a trigger in a list; measure it on the own device."),
    ];

    private const double FrequencyToleranceHz = 1e-3;
    private const double PowerToleranceDb = 0.011;
    private const int ListBytesPerLine = 500;

    private readonly InstrumentSpec _spec;
    private readonly ScpiDialogue _dialogue;
    private readonly TimeProvider _time;
    private readonly SafetySwitch _safety;
    private readonly TimeSpan _settling;
    private MicrowaveLimits? _limits;
    private RfPower _power;
    private bool _hasList;

    public Sg380Source(InstrumentSpec spec, ScpiDialogue dialogue, TimeProvider time)
    {
        (_spec, _dialogue, _time) = (spec, dialogue, time);
        _safety = new SafetySwitch(Id, dialogue.Line, time, OffAsync);
        _settling = spec.GetDuration("settling");
        StepSettling = spec.GetDuration("step-settling");
    }

    public InstrumentId Id => _spec.Id;

    public MicrowaveLimits Limits => _limits ?? throw SetPoint.NotConnected(Id);

    public int MaximumListLength => 2000;

    public TimeSpan StepSettling { get; }

    public async ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken)
    {
        await _dialogue.Line.OpenAsync(cancellationToken);
        var identity = await _dialogue.IdentifyAsync(cancellationToken);
        if (Sg380Model.Find(identity.Model) is not { } model || !identity.Maker.StartsWith("Stanford", StringComparison.OrdinalIgnoreCase))
            throw new InstrumentConnectionException(Id, $"an SG38x or SG39x of Stanford Research Systems was expected at {_dialogue.Line.Place}, but {identity} answers; correct the address or the driver in the profile");
        _hasList = false;
        _safety.Engage();
        // the BNC output stays on through *RST, hence each output by itself
        await SendAsync("*CLS;ENBR 0;ENBL 0;MODL 0;LSTE 0", cancellationToken);
        await RequireNoErrorAsync("switching outputs, modulation and list off", cancellationToken);
        await SwitchAsync("ENBR?", false, cancellationToken);
        _power = new RfPower(await _dialogue.AskNumberAsync("AMPR?", cancellationToken));
        _limits = new MicrowaveLimits(_spec.Narrow("frequency", model.Limits.Frequency), _spec.Narrow("power", model.Limits.Power));
        return identity;
    }

    public async ValueTask SetFrequencyAsync(Frequency frequency, CancellationToken cancellationToken)
    {
        SetPoint.Require(Id, frequency, Limits.Frequency);
        var command = string.Create(CultureInfo.InvariantCulture, $"FREQ {frequency.Hertz:F6};FREQ?");
        var got = await _dialogue.AskNumberAsync(command, cancellationToken);
        SetPoint.RequireReadBack(Id, command, frequency.Hertz, got, FrequencyToleranceHz);
        await _time.DelayAsync(_settling, cancellationToken);
    }

    public async ValueTask SetPowerAsync(RfPower power, CancellationToken cancellationToken)
    {
        SetPoint.Require(Id, power, Limits.Power);
        var command = string.Create(CultureInfo.InvariantCulture, $"AMPR {power.Dbm:F2};AMPR?");
        var got = await _dialogue.AskNumberAsync(command, cancellationToken);
        SetPoint.RequireReadBack(Id, command, power.Dbm, got, PowerToleranceDb);
        _power = power;
    }

    public ValueTask SetOutputAsync(bool on, CancellationToken cancellationToken) =>
        on ? _safety.EnergizeAsync(() => SwitchAsync("ENBR 1;ENBR?", true, cancellationToken)) : SwitchAsync("ENBR 0;ENBR?", false, cancellationToken);

    public async ValueTask LoadListAsync(ReadOnlyMemory<double> frequenciesHz, CancellationToken cancellationToken)
    {
        if (frequenciesHz.Length < 1 || frequenciesHz.Length > MaximumListLength)
            throw new InstrumentLimitException(Id, "list length", Text(frequenciesHz.Length), $"1 to {Text(MaximumListLength)}");
        foreach (var frequency in frequenciesHz.Span) SetPoint.Require(Id, new Frequency(frequency), Limits.Frequency);
        _hasList = false;
        await SendAsync("*CLS;LSTE 0;LSTD", cancellationToken);
        var create = $"LSTC? {Text(frequenciesHz.Length)}";
        if (!await _dialogue.AskFlagAsync(create, cancellationToken)) throw new InstrumentReplyException(Id, create, "0 (the list cannot be made)");
        for (var point = 0; point < frequenciesHz.Length;)
        {
            StringBuilder line = new();
            while (point < frequenciesHz.Length && line.Length < ListBytesPerLine)
            {
                // fifteen fields, N leaves one as it is; display 2 shows the frequency
                line.Append(line.Length > 0 ? ";" : "").Append(CultureInfo.InvariantCulture, $"LSTP {point},{frequenciesHz.Span[point]:F3},N,N,N,{_power.Dbm:F2},2,N,N,N,N,N,N,N,N,N");
                point++;
            }
            await SendAsync(line.ToString(), cancellationToken);
        }
        await RequireNoErrorAsync("loading the list", cancellationToken);
        SetPoint.RequireReadBack(Id, "LSTS?", frequenciesHz.Length, await _dialogue.AskNumberAsync("LSTS?", cancellationToken));
        _hasList = true;
    }

    public async ValueTask ArmAsync(CancellationToken cancellationToken)
    {
        if (!_hasList) throw new InstrumentException(Id, "holds no list; load one before it is armed");
        await _safety.EnergizeAsync(async () =>
        {
            await SwitchAsync("LSTE 1;LSTR;ENBR 1;ENBR?", true, cancellationToken);
            await RequireNoErrorAsync("arming the list", cancellationToken);
        });
    }

    public ValueTask MakeSafeAsync(CancellationToken deadline) => _safety.MakeSafeAsync(deadline);

    public ValueTask DisposeAsync()
    {
        _limits = null;
        return _safety.DisposeAsync();
    }

    private ValueTask OffAsync(CancellationToken cancellationToken) => SwitchAsync("ENBR 0;ENBL 0;ENBR?", false, cancellationToken);

    private async ValueTask SwitchAsync(string command, bool on, CancellationToken cancellationToken) =>
        SetPoint.RequireReadBack(Id, command, on, await _dialogue.AskFlagAsync(command, cancellationToken));

    private ValueTask SendAsync(string command, CancellationToken cancellationToken) => _dialogue.Line.SendAsync(command, cancellationToken);

    private async ValueTask RequireNoErrorAsync(string what, CancellationToken cancellationToken)
    {
        if (await _dialogue.AskNumberAsync("LERR?", cancellationToken) is var code && code != 0)
            throw new InstrumentException(Id, string.Create(CultureInfo.InvariantCulture, $"{what} ended with error {code:F0} ({Sg380Errors.Name((int)code)})"));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
