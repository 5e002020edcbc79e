using System.Globalization;
using System.Text;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Drivers.Connections;
using NvScanner.Drivers.Microwave;
using NvScanner.Drivers.Safety;
using NvScanner.Drivers.Scpi;

namespace NvScanner.Drivers.RohdeSchwarz;

/// <summary>
/// Rohde and Schwarz SMB100A, SMBV100A and their kin. A list has to be learnt after every change, which takes seconds; then it takes one step per trigger. Source: qudi's driver
/// of the SMBV100A and the operating manual.
/// </summary>
internal sealed class SmbSource : IMicrowaveSource, IFrequencySweeper
{
    public static readonly OptionDefinition[] Options =
    [
        .. ConnectionOptions.For("TCPIP::192.168.1.22::5025::SOCKET"),
        new("settling", OptionKind.Duration, "5 ms", "Settling after a frequency set by command."),
        new("step-settling", OptionKind.Duration, "1 ms", "Settling after a trigger in a list; measure it on the own device."),
        new("learn-timeout", OptionKind.Duration, "30 s", "How long the device may take to learn a list."),
        new("longest-list", OptionKind.Integer, "2000", "Points that a list of the device may have."),
        new("first-trigger", OptionKind.Choice, "leaves-first", "What the first trigger after a restart of the list does: leave its first point, at which it waits, or select it.", ["leaves-first", "selects-first"]),
        new("trigger-slope", OptionKind.Choice, "rising", "Edge of the trigger that takes a step.", ["rising", "falling"]),
        .. RfRangeOptions.For("9 kHz", "6 GHz", "-145 dBm", "30 dBm"),
    ];

    private static readonly string[] Models = ["SMB", "SMBV", "SGS", "SMCV", "SMA", "SMW"];

    private readonly InstrumentSpec _spec;
    private readonly ScpiDialogue _dialogue;
    private readonly ScpiRfOutput _output;
    private readonly TimeSpan _learning;
    private readonly bool _doubleFirst;
    private int _listLength;
    private bool _listMode;

    public SmbSource(InstrumentSpec spec, ScpiDialogue dialogue, TimeProvider time)
    {
        (_spec, _dialogue) = (spec, dialogue);
        _output = new ScpiRfOutput(Id, dialogue, time, spec.GetDuration("settling"));
        _learning = spec.GetDuration("learn-timeout");
        _doubleFirst = spec.Text("first-trigger") == "leaves-first";
        StepSettling = spec.GetDuration("step-settling");
        MaximumListLength = spec.GetInteger("longest-list") - (_doubleFirst ? 1 : 0);
    }

    public InstrumentId Id => _spec.Id;

    public MicrowaveLimits Limits => _output.Limits;

    public int MaximumListLength { get; }

    public TimeSpan StepSettling { get; }

    public async ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken)
    {
        await _dialogue.Line.OpenAsync(cancellationToken);
        var identity = await _dialogue.IdentifyAsync(cancellationToken);
        if (!identity.Maker.StartsWith("Rohde", StringComparison.OrdinalIgnoreCase) || !Models.Any(m => identity.Model.StartsWith(m, StringComparison.OrdinalIgnoreCase)))
            throw new InstrumentConnectionException(Id, $"a signal generator SMB, SMBV, SGS, SMCV, SMA or SMW of Rohde & Schwarz was expected at {_dialogue.Line.Place}, but {identity} answers; correct the address or the driver in the profile");
        (_listLength, _listMode) = (0, true);
        await _output.BeginAsync(RfRangeOptions.Read(_spec), cancellationToken);
        await LeaveListAsync(cancellationToken);
        await SetSlopeAsync(cancellationToken);
        return identity;
    }

    public async ValueTask SetFrequencyAsync(Frequency frequency, CancellationToken cancellationToken)
    {
        SetPoint.Require(Id, frequency, Limits.Frequency);
        await LeaveListAsync(cancellationToken);
        await _output.SetFrequencyAsync(frequency, cancellationToken);
    }

    public ValueTask SetPowerAsync(RfPower power, CancellationToken cancellationToken) => _output.SetPowerAsync(power, cancellationToken);

    public ValueTask SetOutputAsync(bool on, CancellationToken cancellationToken) => _output.SetOutputAsync(on, cancellationToken);

    public async ValueTask LoadListAsync(ReadOnlyMemory<double> frequenciesHz, CancellationToken cancellationToken)
    {
        if (frequenciesHz.Length < 1 || frequenciesHz.Length > MaximumListLength)
            throw new InstrumentLimitException(Id, "list length", Text(frequenciesHz.Length), $"1 to {Text(MaximumListLength)}");
        foreach (var frequency in frequenciesHz.Span) SetPoint.Require(Id, new Frequency(frequency), Limits.Frequency);
        await LeaveListAsync(cancellationToken);
        _listLength = 0;
        double[] points = _doubleFirst ? [frequenciesHz.Span[0], .. frequenciesHz.Span] : [.. frequenciesHz.Span];
        await SendAsync("SOUR:LIST:SEL 'nvscan'", cancellationToken);
        await SendAsync(Joined("SOUR:LIST:FREQ ", points, "F3"), cancellationToken);
        await SendAsync(Joined("SOUR:LIST:POW ", Enumerable.Repeat(_output.Power.Dbm, points.Length), "F2"), cancellationToken);
        await SendAsync("SOUR:LIST:MODE STEP", cancellationToken);
        await SendAsync("SOUR:LIST:TRIG:SOUR EXT", cancellationToken);
        await SendAsync("SOUR:LIST:LEAR", cancellationToken);
        if (await _dialogue.Line.AskAsync("*OPC?", _learning, cancellationToken) is var done && done != "1") throw new InstrumentReplyException(Id, "*OPC?", done);
        await _dialogue.RequireEmptyAsync(Id, "learning the list", cancellationToken);
        SetPoint.RequireReadBack(Id, "SOUR:LIST:FREQ:POIN?", points.Length, await _dialogue.AskNumberAsync("SOUR:LIST:FREQ:POIN?", cancellationToken));
        _listLength = points.Length;
    }

    public async ValueTask ArmAsync(CancellationToken cancellationToken)
    {
        if (_listLength == 0) throw new InstrumentException(Id, "holds no list; load one before it is armed");
        await _output.Safety.EnergizeAsync(async () =>
        {
            if (!_listMode) await SetModeAsync("LIST", cancellationToken);
            _listMode = true;
            await SendAsync("SOUR:LIST:RES", cancellationToken);
            await _output.SetOutputAsync(true, cancellationToken);
            await _dialogue.RequireEmptyAsync(Id, "arming the list", cancellationToken);
        });
    }

    public ValueTask MakeSafeAsync(CancellationToken deadline) => _output.Safety.MakeSafeAsync(deadline);

    public ValueTask DisposeAsync() => _output.DisposeAsync();

    private async ValueTask LeaveListAsync(CancellationToken cancellationToken)
    {
        if (!_listMode) return;
        await SetModeAsync("CW", cancellationToken);
        _listMode = false;
    }

    private async ValueTask SetModeAsync(string mode, CancellationToken cancellationToken)
    {
        await SendAsync($"SOUR:FREQ:MODE {mode}", cancellationToken);
        // FIX is another name of CW
        var got = await _dialogue.Line.AskAsync("SOUR:FREQ:MODE?", cancellationToken);
        SetPoint.RequireReadBack(Id, $"SOUR:FREQ:MODE {mode}", mode, got == "FIX" ? "CW" : got);
    }

    // older firmware knows the trigger under one name, newer under the other
    private async ValueTask SetSlopeAsync(CancellationToken cancellationToken)
    {
        var slope = _spec.Text("trigger-slope") == "rising" ? "POS" : "NEG";
        await SendAsync($"TRIG1:SLOP {slope}", cancellationToken);
        if ((await _dialogue.ReadErrorsAsync(Id, cancellationToken)).Count == 0) return;
        await SendAsync($"INP:TRIG:SLOP {slope}", cancellationToken);
        await _dialogue.RequireEmptyAsync(Id, "choosing the edge of the trigger by TRIG1:SLOP and by INP:TRIG:SLOP", cancellationToken);
    }

    private ValueTask SendAsync(string command, CancellationToken cancellationToken) => _dialogue.Line.SendAsync(command, cancellationToken);

    private static string Joined(string command, IEnumerable<double> values, string format) =>
        new StringBuilder(command).AppendJoin(',', values.Select(v => v.ToString(format, CultureInfo.InvariantCulture))).ToString();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
