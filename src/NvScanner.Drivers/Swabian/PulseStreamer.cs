using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Time;
using NvScanner.Drivers.Connections;
using NvScanner.Drivers.Dialogues;
using NvScanner.Drivers.Safety;

namespace NvScanner.Drivers.Swabian;

/// <summary>A Swabian Instruments Pulse Streamer 8/2 with firmware 1.0 or later, over JSON-RPC. Source: the maker's Python and MATLAB clients.</summary>
internal sealed class PulseStreamer : IPulseGenerator
{
    public static readonly OptionDefinition[] Options =
    [
        .. ConnectionOptions.For("TCPIP::pulsestreamer::8050::SOCKET", timeout: "20 s"),
        .. Lanes.Select(l => new OptionDefinition(l.Name, OptionKind.Choice, l.Default, $"Output that `{l.Name}` of a sequence is wired to.", Outputs)),
        new("clock", OptionKind.Choice, "internal", "Clock of the device.", ["internal", "external-125-mhz", "external-10-mhz"]),
    ];

    private const int StartBySoftware = 1;
    private const int RearmByItself = 0;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    private readonly InstrumentSpec _spec;
    private readonly JsonRpcDialogue _calls;
    private readonly TimeProvider _time;
    private readonly SafetySwitch _safety;
    private readonly TimeSpan _timeout;
    private readonly Dictionary<string, PulserOutput> _outputs = new(StringComparer.Ordinal);
    private bool _isConnected;
    private (string Records, long Nanoseconds)? _loaded;

    public PulseStreamer(InstrumentSpec spec, DriverContext context)
    {
        (_spec, _time, _timeout) = (spec, context.Time, spec.GetDuration(ConnectionOptions.Timeout));
        _calls = Connection.OverHttp(spec, context, "json-rpc");
        _safety = new SafetySwitch(Id, _calls, _time, OffAsync);
        foreach (var (name, _) in Lanes)
        {
            if (PulserOutput.Parse(spec.Text(name)) is not { } output) continue; // "none": not wired
            if (_outputs.ContainsValue(output)) throw new InstrumentException(Id, $"output {spec.Text(name)} is used twice, the second time for {name}");
            _outputs[name] = output;
        }
    }

    public InstrumentId Id => _spec.Id;

    public IReadOnlyCollection<string> Channels => _outputs.Keys;

    private static IReadOnlyList<(string Name, string Default)> Lanes => [("laser", "0"), ("gate", "1"), ("microwave-i", "2"), ("microwave-q", "3")];

    private static IReadOnlyList<string> Outputs => ["0", "1", "2", "3", "4", "5", "6", "7", "a0", "a1", "none"];

    public async ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken)
    {
        _loaded = null;
        var firmware = await TextAsync("getFirmwareVersion", [], cancellationToken);
        if (!int.TryParse(firmware.Split('.')[0].TrimStart('v'), NumberStyles.None, CultureInfo.InvariantCulture, out var major))
            throw new InstrumentConnectionException(Id, $"a Pulse Streamer was expected at {_calls.Place}, but '{firmware}' is no firmware of one; correct the address or the driver in the profile");
        if (major < 1) throw new InstrumentConnectionException(Id, $"its firmware {firmware} is too old: update it to 1.0 or later with the maker's tool");
        var serial = await TextAsync("getSerial", ["ID"], cancellationToken);
        _safety.Engage();
        await OffAsync(cancellationToken);
        var clock = _spec.Text("clock") switch { "external-125-mhz" => 1, "external-10-mhz" => 2, _ => 0 };
        await _calls.CallAsync("selectClock", [clock], cancellationToken);
        await _calls.CallAsync("setTrigger", [StartBySoftware, RearmByItself], cancellationToken);
        _isConnected = true;
        return new InstrumentIdentity("Swabian Instruments", "Pulse Streamer 8/2", serial, firmware);
    }

    public async ValueTask LoadAsync(PulseSequence sequence, CancellationToken cancellationToken)
    {
        RequireConnection();
        Check(sequence);
        _loaded = null;
        var records = PulseRecords.Encode(sequence, _outputs);
        // one run, which waits for its start and is replaced by the number wanted when it is known
        await StreamAsync(records, 1, cancellationToken);
        SetPoint.RequireReadBack(Id, "hasSequence", true, await FlagAsync("hasSequence", cancellationToken));
        _loaded = (records, PulseRecords.PlayedNanoseconds(sequence));
    }

    public async ValueTask PlayAsync(long repetitions, CancellationToken cancellationToken)
    {
        RequireConnection();
        var (records, nanoseconds) = _loaded ?? throw new InstrumentException(Id, "holds no sequence; load one before it is played");
        if (repetitions is < 1 or > int.MaxValue) throw new InstrumentLimitException(Id, "repetitions", repetitions.ToString(CultureInfo.InvariantCulture), FormattableString.Invariant($"1 to {int.MaxValue}"));
        await _safety.EnergizeAsync(async () =>
        {
            await StreamAsync(records, repetitions, cancellationToken);
            await _calls.CallAsync("startNow", [], cancellationToken);
        });
        await AwaitEndAsync(TimeSpan.FromSeconds(1e-9 * nanoseconds * repetitions), cancellationToken);
        if (await NumberAsync("getUnderflow", cancellationToken) is var underflow && underflow != 0)
            throw new InstrumentReplyException(Id, "getUnderflow", FormattableString.Invariant($"{underflow} (the steps follow one another faster than the device can read them: lengthen the shortest)"));
    }

    public async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        RequireConnection();
        await OffAsync(cancellationToken);
    }

    public ValueTask MakeSafeAsync(CancellationToken deadline) => _safety.MakeSafeAsync(deadline);

    public ValueTask DisposeAsync()
    {
        _isConnected = false;
        return _safety.DisposeAsync();
    }

    private async ValueTask AwaitEndAsync(TimeSpan played, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            var left = played - _time.GetElapsedTime(started);
            await _time.DelayAsync(left < PollInterval ? PollInterval : left > LongestWait ? LongestWait : left, cancellationToken);
            if (_loaded is null) throw new InstrumentException(Id, "was stopped before the sequence had ended");
            if (left > LongestWait) continue;
            if (await FlagAsync("hasFinished", cancellationToken)) return;
            if (left < -_timeout) throw new InstrumentTimeoutException(Id, "the sequence", _time.GetElapsedTime(started));
        }
    }

    private void Check(PulseSequence sequence)
    {
        var lengths = new HashSet<long>();
        foreach (var (name, steps) in sequence.Lanes)
        {
            if (!_outputs.TryGetValue(name, out var output)) throw new InstrumentLimitException(Id, "channel", name, $"those of the profile, {string.Join(", ", _outputs.Keys)}");
            foreach (var step in steps)
            {
                if (step.Nanoseconds < 1) throw new InstrumentLimitException(Id, $"step of {name}", FormattableString.Invariant($"{step.Nanoseconds} ns"), "1 ns and more");
                var allowed = output.IsAnalogue ? Math.Abs(step.Level) <= 1 : step.Level is 0 or 1;
                if (!allowed) throw new InstrumentLimitException(Id, $"level of {name}", step.Level.ToString(CultureInfo.InvariantCulture), output.IsAnalogue ? "-1 to 1" : "0 and 1");
            }
            lengths.Add(steps.Sum(s => s.Nanoseconds));
        }
        if (lengths.Count != 1 || lengths.Contains(0)) throw new InstrumentLimitException(Id, "sequence", string.Join(" ns, ", lengths.Order()) + " ns long", "lanes of one length above 0");
        if (sequence.Lanes.Values.Sum(s => (long)s.Count) > PulseRecords.Most) throw new InstrumentLimitException(Id, "steps", "more", FormattableString.Invariant($"{PulseRecords.Most}"));
    }

    private async ValueTask StreamAsync(string records, long runs, CancellationToken cancellationToken) =>
        await _calls.CallAsync("stream", [records, runs, Low()], cancellationToken);

    private async ValueTask OffAsync(CancellationToken cancellationToken)
    {
        await _calls.CallAsync("forceFinal", [], cancellationToken);
        await _calls.CallAsync("constant", [Low()], cancellationToken);
        _loaded = null;
        SetPoint.RequireReadBack(Id, "isStreaming", false, await FlagAsync("isStreaming", cancellationToken));
    }

    // no time, no digital output high, both analogue ones at zero
    private static JsonArray Low() => [0, 0, 0, 0];

    private void RequireConnection()
    {
        if (!_isConnected) throw SetPoint.NotConnected(Id);
    }

    private async ValueTask<string> TextAsync(string method, JsonArray parameters, CancellationToken cancellationToken)
    {
        var result = await _calls.CallAsync(method, parameters, cancellationToken);
        return result.ValueKind == JsonValueKind.String ? result.GetString()! : throw new InstrumentReplyException(Id, method, result.GetRawText());
    }

    // some firmwares answer true and false, others 1 and 0
    private async ValueTask<bool> FlagAsync(string method, CancellationToken cancellationToken)
    {
        var result = await _calls.CallAsync(method, [], cancellationToken);
        return result.GetRawText() switch
        {
            "true" or "1" => true,
            "false" or "0" => false,
            var other => throw new InstrumentReplyException(Id, method, other),
        };
    }

    private async ValueTask<long> NumberAsync(string method, CancellationToken cancellationToken)
    {
        var result = await _calls.CallAsync(method, [], cancellationToken);
        return result.ValueKind == JsonValueKind.Number && result.TryGetInt64(out var value) ? value : throw new InstrumentReplyException(Id, method, result.GetRawText());
    }
}
