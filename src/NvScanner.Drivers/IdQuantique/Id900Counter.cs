using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Time;
using NvScanner.Drivers.Connections;
using NvScanner.Drivers.Dialogues;
using NvScanner.Drivers.Safety;
using NvScanner.Drivers.Scpi;

namespace NvScanner.Drivers.IdQuantique;

/// <summary>
/// One input of an ID Quantique ID900 or ID1000 Time Controller, over ZeroMQ. It counts in windows on its own clock and tells the last full one, so a gate takes two windows: the one under way
/// is thrown away. Source: IDQ's example scripts.
/// </summary>
internal sealed class Id900Counter : IPhotonCounter
{
    public static readonly OptionDefinition[] Options =
    [
        .. ConnectionOptions.For("TCPIP::192.168.1.70::5555::SOCKET"),
        new("input", OptionKind.Choice, "1", "Input with the photon pulses.", ["1", "2", "3", "4"]),
        new("threshold", OptionKind.Voltage, "1 V", "Voltage that a pulse has to cross."),
        new("edge", OptionKind.Choice, "rising", "Edge that counts.", ["rising", "falling"]),
        new("coupling", OptionKind.Choice, "dc", "Coupling of the input.", ["dc", "ac"]),
        new("longest-gate", OptionKind.Duration, "60 s", "Longest window."),
    ];

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly InstrumentSpec _spec;
    private readonly TimeProvider _time;
    private readonly ScpiDialogue _dialogue;
    private readonly TimeSpan _longest;
    private readonly string _input;
    private readonly SemaphoreSlim _oneGate = new(1, 1);
    private TimeSpan? _window;
    private volatile bool _connected;

    public Id900Counter(InstrumentSpec spec, DriverContext context)
    {
        (_spec, _time) = (spec, context.Time);
        _dialogue = new ScpiDialogue(Id, Connection.OverZeroMq(spec, context, new DialogueSettings { Terminator = "", Replies = MessageFraming.Instance }));
        _longest = spec.GetDuration("longest-gate");
        _input = "INPU" + spec.Text("input");
    }

    public InstrumentId Id => _spec.Id;

    public async ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken)
    {
        await _dialogue.Line.OpenAsync(cancellationToken);
        var identity = await _dialogue.IdentifyAsync(cancellationToken);
        if (!identity.Model.Contains("ID900", StringComparison.OrdinalIgnoreCase) && !identity.Model.Contains("ID1000", StringComparison.OrdinalIgnoreCase))
            throw new InstrumentConnectionException(Id, $"an ID Quantique ID900 or ID1000 was expected at {_dialogue.Line.Place}, but {identity} answers; correct the address or the driver in the profile");
        _window = null;
        var threshold = string.Create(CultureInfo.InvariantCulture, $"{_spec.Get<Voltage>("threshold").Volts:0.####}V");
        foreach (var setting in new[] { $"COUP {_spec.Text("coupling").ToUpperInvariant()}", $"EDGE {_spec.Text("edge").ToUpperInvariant()}", $"THRE {threshold}", "SELE UNSH", "ENAB ON", "COUN:MODE CYCLE" })
            await SetAsync($"{_input}:{setting}", cancellationToken);
        _connected = true;
        return identity;
    }

    public async ValueTask<uint> CountAsync(TimeSpan gate, CancellationToken cancellationToken)
    {
        if (!_connected) throw SetPoint.NotConnected(Id);
        if (gate < Shortest || gate > _longest || gate.Ticks % TimeSpan.TicksPerMillisecond != 0)
            throw new InstrumentLimitException(Id, "gate", Text(gate), $"{Text(Shortest)} to {Text(_longest)} in whole milliseconds");
        await _oneGate.WaitAsync(cancellationToken);
        try
        {
            await SetWindowAsync(gate, cancellationToken);
            // the window under way began before this call; the next one is ours. The device's clock and ours differ by less than a thousandth
            await _time.DelayAsync((2.001 * gate) + Shortest, cancellationToken);
            var query = _input + ":COUN?";
            var reply = await AskAsync(query, cancellationToken);
            return uint.TryParse(reply, NumberStyles.None, CultureInfo.InvariantCulture, out var counts) ? counts : throw new InstrumentReplyException(Id, query, reply);
        }
        finally
        {
            _oneGate.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        _connected = false;
        return _dialogue.Line.DisposeAsync();
    }

    // a failure half-way leaves the window unknown, and the next gate sets it anew
    private async ValueTask SetWindowAsync(TimeSpan window, CancellationToken cancellationToken)
    {
        if (_window == window) return;
        _window = null;
        var (header, milliseconds) = (_input + ":COUN:INTE", (long)window.TotalMilliseconds);
        var before = await AskWindowAsync(header, cancellationToken);
        if (before != milliseconds)
        {
            await SetAsync(string.Create(CultureInfo.InvariantCulture, $"{header} {milliseconds}"), cancellationToken);
            SetPoint.RequireReadBack(Id, header, milliseconds, await AskWindowAsync(header, cancellationToken));
            // a window of the old length may still have to end
            await _time.DelayAsync(TimeSpan.FromMilliseconds(before), cancellationToken);
        }
        _window = window;
    }

    private async ValueTask<long> AskWindowAsync(string header, CancellationToken cancellationToken)
    {
        var reply = await AskAsync(header + "?", cancellationToken);
        return long.TryParse(reply, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && TimeSpan.FromMilliseconds(milliseconds) <= TimeSpan.FromHours(1)
            ? milliseconds
            : throw new InstrumentReplyException(Id, header + "?", reply);
    }

    // settings are answered too, by a sentence or by nothing
    private async ValueTask SetAsync(string command, CancellationToken cancellationToken) => await AskAsync(command, cancellationToken);

    private async ValueTask<string> AskAsync(string message, CancellationToken cancellationToken)
    {
        var reply = await _dialogue.Line.AskAsync(message, cancellationToken);
        return reply.Contains("SCPI_ERR_", StringComparison.Ordinal) ? throw new InstrumentReplyException(Id, message, reply) : reply;
    }

    private static string Text(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:G6} s");
}
