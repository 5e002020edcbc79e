using System.Globalization;
using System.Text;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Time;
using NvScanner.Drivers.Connections;
using NvScanner.Drivers.Scpi;

namespace NvScanner.Drivers.StanfordResearch;

/// <summary>
/// Stanford Research Systems SG382, SG384, SG386, SG392, SG394 and SG396, type-N output. Every setting is read back: the device clips powers that it
/// does not reach at the present frequency without a word. Its list takes one step per rising edge at the rear trigger; the first edge selects index 0.
/// </summary>
internal sealed class Sg380Source(InstrumentSpec spec, ScpiDialogue dialogue, TimeProvider time) : IMicrowaveSource, IFrequencySweeper
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
    private static readonly TimeSpan SafeDeadline = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _settling = spec.GetDuration("settling");
    private MicrowaveLimits? _limits;
    private RfPower _power;
    private bool _hasList;
    private volatile int _madeSafe;

    public InstrumentId Id => spec.Id;

    public MicrowaveLimits Limits => _limits ?? throw NotConnected();

    public int MaximumListLength => 2000;

    public TimeSpan StepSettling { get; } = spec.GetDuration("step-settling");

    public async ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken)
    {
        await dialogue.Line.OpenAsync(cancellationToken);
        var identity = await dialogue.IdentifyAsync(cancellationToken);
        if (Sg380Model.Find(identity.Model) is not { } model || !identity.Maker.StartsWith("Stanford", StringComparison.OrdinalIgnoreCase))
            throw new InstrumentConnectionException(Id, $"an SG38x or SG39x of Stanford Research Systems was expected at {dialogue.Line.Place}, but {identity} answers; correct the address or the driver in the profile");
        _hasList = false;
        // the BNC output stays on through *RST, hence each output by itself
        await SendAsync("*CLS;ENBR 0;ENBL 0;MODL 0;LSTE 0", cancellationToken);
        await RequireNoErrorAsync("switching outputs, modulation and list off", cancellationToken);
        if (await dialogue.AskFlagAsync("ENBR?", cancellationToken)) throw new InstrumentReplyException(Id, "ENBR 0;ENBR?", "1");
        _power = new RfPower(await dialogue.AskNumberAsync("AMPR?", cancellationToken));
        _limits = new MicrowaveLimits(spec.Narrow("frequency", model.Limits.Frequency), spec.Narrow("power", model.Limits.Power));
        return identity;
    }

    public async ValueTask SetFrequencyAsync(Frequency frequency, CancellationToken cancellationToken)
    {
        RequireWithin(frequency, Limits.Frequency);
        var command = string.Create(CultureInfo.InvariantCulture, $"FREQ {frequency.Hertz:F6};FREQ?");
        var got = await dialogue.AskNumberAsync(command, cancellationToken);
        if (!(Math.Abs(got - frequency.Hertz) <= FrequencyToleranceHz)) throw Differs(command, got);
        await time.DelayAsync(_settling, cancellationToken);
    }

    public async ValueTask SetPowerAsync(RfPower power, CancellationToken cancellationToken)
    {
        RequireWithin(power, Limits.Power);
        var command = string.Create(CultureInfo.InvariantCulture, $"AMPR {power.Dbm:F2};AMPR?");
        var got = await dialogue.AskNumberAsync(command, cancellationToken);
        if (!(Math.Abs(got - power.Dbm) <= PowerToleranceDb)) throw Differs(command, got);
        _power = power;
    }

    public async ValueTask SetOutputAsync(bool on, CancellationToken cancellationToken)
    {
        var before = _madeSafe;
        var command = on ? "ENBR 1;ENBR?" : "ENBR 0;ENBR?";
        if (await dialogue.AskFlagAsync(command, cancellationToken) != on) throw new InstrumentReplyException(Id, command, on ? "0" : "1");
        if (on && before != _madeSafe) await RefuseOutputAsync();
    }

    public async ValueTask LoadListAsync(ReadOnlyMemory<double> frequenciesHz, CancellationToken cancellationToken)
    {
        if (frequenciesHz.Length < 1 || frequenciesHz.Length > MaximumListLength)
            throw new InstrumentLimitException(Id, "list length", Text(frequenciesHz.Length), $"1 to {Text(MaximumListLength)}");
        foreach (var frequency in frequenciesHz.Span) RequireWithin(new Frequency(frequency), Limits.Frequency);
        _hasList = false;
        await SendAsync("*CLS;LSTE 0;LSTD", cancellationToken);
        var create = $"LSTC? {Text(frequenciesHz.Length)}";
        if (!await dialogue.AskFlagAsync(create, cancellationToken)) throw new InstrumentReplyException(Id, create, "0 (the list cannot be made)");
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
        if (await dialogue.AskNumberAsync("LSTS?", cancellationToken) is var size && size != frequenciesHz.Length)
            throw Differs("LSTS?", size);
        _hasList = true;
    }

    public async ValueTask ArmAsync(CancellationToken cancellationToken)
    {
        if (!_hasList) throw new InstrumentException(Id, "holds no list; load one before it is armed");
        var before = _madeSafe;
        const string command = "LSTE 1;LSTR;ENBR 1;ENBR?";
        if (!await dialogue.AskFlagAsync(command, cancellationToken)) throw new InstrumentReplyException(Id, command, "0");
        await RequireNoErrorAsync("arming the list", cancellationToken);
        if (before != _madeSafe) await RefuseOutputAsync();
    }

    public async ValueTask MakeSafeAsync(CancellationToken deadline)
    {
        Interlocked.Increment(ref _madeSafe);
        if (_limits is null) return;
        dialogue.Line.Interrupt();
        await OffAsync(deadline);
        Interlocked.Increment(ref _madeSafe);
    }

    public async ValueTask DisposeAsync()
    {
        if (_limits is not null)
        {
            using CancellationTokenSource late = new(SafeDeadline, time);
            try
            {
                await MakeSafeAsync(late.Token);
            }
            catch (Exception failure) when (failure is InstrumentException or OperationCanceledException)
            {
                // the rig was made safe before; a device that cannot be reached any more is no reason to fail here
            }
        }
        _limits = null;
        await dialogue.Line.DisposeAsync();
    }

    private async ValueTask OffAsync(CancellationToken cancellationToken)
    {
        const string command = "ENBR 0;ENBL 0;ENBR?";
        try
        {
            if (await dialogue.AskFlagAsync(command, cancellationToken)) throw new InstrumentReplyException(Id, command, "1");
        }
        catch (InstrumentConnectionException)
        {
            // a connection that broke is opened once more: what emits has to be reached
            await dialogue.Line.OpenAsync(cancellationToken);
            if (await dialogue.AskFlagAsync(command, cancellationToken)) throw new InstrumentReplyException(Id, command, "1");
        }
    }

    private async ValueTask RefuseOutputAsync()
    {
        using CancellationTokenSource late = new(SafeDeadline, time);
        await OffAsync(late.Token);
        throw new InstrumentException(Id, "was made safe while the output was being switched on; it is off again");
    }

    private ValueTask SendAsync(string command, CancellationToken cancellationToken) => dialogue.Line.SendAsync(command, cancellationToken);

    private async ValueTask RequireNoErrorAsync(string what, CancellationToken cancellationToken)
    {
        if (await dialogue.AskNumberAsync("LERR?", cancellationToken) is var code && code != 0)
            throw new InstrumentException(Id, string.Create(CultureInfo.InvariantCulture, $"{what} ended with error {code:F0} ({Sg380Errors.Name((int)code)})"));
    }

    private InstrumentReplyException Differs(string command, double got) =>
        new(Id, command, string.Create(CultureInfo.InvariantCulture, $"{got:R} (the device has clipped or rounded the set-point)"));

    private void RequireWithin<T>(T value, QuantityRange<T> range) where T : struct, IQuantity<T>
    {
        if (!range.Contains(value)) throw new InstrumentLimitException(Id, T.QuantityName, Quantity.Format(value), range.ToString());
    }

    private InstrumentConnectionException NotConnected() => new(Id, "is not connected; connect it before it is used");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
