using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Time;
using NvScanner.Drivers.Connections;
using NvScanner.Drivers.Dialogues;
using NvScanner.Drivers.Lasers;
using NvScanner.Drivers.Safety;

namespace NvScanner.Drivers.Toptica;

/// <summary>
/// A Toptica iBeam smart laser: a console whose replies end with `[OK]`, also after an error, which is a line `%SYS-E...` before it. Light needs the laser and a channel switched on.
/// Source: pymeasure's and pylablib's drivers.
/// </summary>
internal sealed class IBeamSmartLaser : ILaser
{
    public static readonly OptionDefinition[] Options =
    [
        .. ConnectionOptions.ForSerial("ASRL/dev/ttyUSB1::INSTR", 115200),
        .. LaserPlane.Options,
        new("channel", OptionKind.Integer, "2", "Channel that sets the power, 1 to 5; all others are switched off."),
        new("maximum-power", OptionKind.OpticalPower, "100 mW", "Largest power of the head."),
        new("gated", OptionKind.Flag, "false", "Whether the TTL input gates the light."),
    ];

    private static readonly TimeSpan ConsolePause = TimeSpan.FromMilliseconds(40);

    private readonly InstrumentSpec _spec;
    private readonly InstrumentDialogue _dialogue;
    private readonly TimeProvider _time;
    private readonly SafetySwitch _safety;
    private readonly LaserPlane _plane;
    private readonly int _channel;
    private QuantityRange<OpticalPower>? _limits;
    private volatile bool _wasRefused;

    public IBeamSmartLaser(InstrumentSpec spec, DriverContext context)
    {
        (_spec, _time, _plane) = (spec, context.Time, new LaserPlane(spec));
        _dialogue = Connection.Of(spec, context, new DialogueSettings { Terminator = "\r\n", Replies = new LastLineFraming(line => line == "[OK]") });
        _safety = new SafetySwitch(Id, _dialogue, _time, OffAsync);
        _channel = spec.GetInteger("channel");
        if (_channel is < 1 or > 5) throw new InstrumentException(Id, "option channel has to be 1 to 5");
    }

    public InstrumentId Id => _spec.Id;

    public QuantityRange<OpticalPower> Limits => _limits ?? throw SetPoint.NotConnected(Id);

    public async ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken)
    {
        await _dialogue.OpenAsync(cancellationToken);
        foreach (var command in new[] { "echo off", "prom off" })
        {
            // until both are off, what comes back is a conversation for people; it is thrown away with the next request
            await _dialogue.SendAsync(command, cancellationToken);
            await _time.DelayAsync(ConsolePause, cancellationToken);
        }
        await AskAsync("talk usual", cancellationToken);
        var (firmware, serial) = (await AskAsync("ver", cancellationToken), await AskAsync("serial", cancellationToken));
        if (!serial.Contains("iBEAM", StringComparison.OrdinalIgnoreCase))
            throw new InstrumentConnectionException(Id, $"an iBeam smart of Toptica was expected at {_dialogue.Place}, but '{firmware}', '{serial}' answers; correct the address or the driver in the profile");
        _dialogue.Sentinel = new Sentinel("serial", await _dialogue.AskAsync("serial", cancellationToken));
        _safety.Engage();
        await OffAsync(cancellationToken);
        await AskAsync(_spec.GetFlag("gated") ? "en ext" : "di ext", cancellationToken);
        _limits = _plane.Range(0, _spec.Get<OpticalPower>("maximum-power").Watts);
        return new InstrumentIdentity("Toptica", "iBeam smart", serial[(serial.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(), firmware);
    }

    public async ValueTask SetPowerAsync(OpticalPower power, CancellationToken cancellationToken)
    {
        SetPoint.Require(Id, power, Limits);
        var microwatts = Math.Round(1e6 * _plane.HeadWatts(power));
        var command = string.Create(CultureInfo.InvariantCulture, $"ch {_channel} pow {microwatts:F0} mic");
        await AskAsync(command, cancellationToken);
        SetPoint.RequireReadBack(Id, command, microwatts, 1e6 * await ReadLevelAsync(cancellationToken), Math.Max(1, 0.005 * microwatts));
        await _time.DelayAsync(_spec.GetDuration("settling"), cancellationToken);
    }

    public async ValueTask SetEmissionAsync(bool on, CancellationToken cancellationToken)
    {
        _ = Limits;
        if (!on)
        {
            await OffAsync(cancellationToken);
            return;
        }
        await _safety.EnergizeAsync(async () =>
        {
            await AskAsync(Numbered("en", _channel), cancellationToken);
            await AskAsync("la on", cancellationToken);
            // the interlock cannot be asked for: a laser that stays off after `la on` is taken to have it open
            _wasRefused = true;
            await Emission.WaitForAsync(Id, _time, _spec.GetDuration("start-up"), () => EmitsAsync(cancellationToken), OffAsync, cancellationToken);
            _wasRefused = false;
        });
    }

    public async ValueTask<LaserStatus> ReadStatusAsync(CancellationToken cancellationToken)
    {
        _ = Limits;
        var emits = await EmitsAsync(cancellationToken);
        // `PIC  = 000001 uW`
        var power = await AskAsync("sh pow", cancellationToken);
        return new LaserStatus(emits, !_wasRefused, _plane.AtPlane(Watts("sh pow", power, power[(power.IndexOf('=', StringComparison.Ordinal) + 1)..])));
    }

    public ValueTask MakeSafeAsync(CancellationToken deadline) => _safety.MakeSafeAsync(deadline);

    public ValueTask DisposeAsync()
    {
        _limits = null;
        return _safety.DisposeAsync();
    }

    private async ValueTask OffAsync(CancellationToken cancellationToken)
    {
        await AskAsync("la off", cancellationToken);
        await AskAsync("di 0", cancellationToken);
        SetPoint.RequireReadBack(Id, "la off", false, await StateAsync("sta la", cancellationToken));
    }

    private async ValueTask<bool> EmitsAsync(CancellationToken cancellationToken) =>
        await StateAsync("sta la", cancellationToken) && await StateAsync(Numbered("sta ch", _channel), cancellationToken);

    private async ValueTask<bool> StateAsync(string query, CancellationToken cancellationToken) => await AskAsync(query, cancellationToken) switch
    {
        "ON" => true,
        "OFF" => false,
        var other => throw new InstrumentReplyException(Id, query, other),
    };

    // `CH2, PWR: 1.0 mW`
    private async ValueTask<double> ReadLevelAsync(CancellationToken cancellationToken)
    {
        var reply = await AskAsync("sh level pow", cancellationToken);
        var start = Numbered("CH", _channel).Replace(" ", "", StringComparison.Ordinal) + ",";
        var line = reply.Split('\n', StringSplitOptions.TrimEntries).FirstOrDefault(l => l.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            ?? throw new InstrumentReplyException(Id, "sh level pow", reply);
        return Watts("sh level pow", reply, line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]);
    }

    private double Watts(string query, string reply, string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var factor = fields.Length == 2 ? fields[1] switch { "uW" => 1e-6, "mW" => 1e-3, "W" => 1.0, _ => double.NaN } : double.NaN;
        return double.IsFinite(factor) && double.TryParse(fields[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value * factor
            : throw new InstrumentReplyException(Id, query, reply);
    }

    // the reply without its last line; an error of the laser stands among the others
    private async ValueTask<string> AskAsync(string command, CancellationToken cancellationToken)
    {
        var lines = (await _dialogue.AskAsync(command, cancellationToken)).Split(['\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)[..^1];
        if (lines.FirstOrDefault(l => l.StartsWith("%SYS-", StringComparison.Ordinal) && !l.StartsWith("%SYS-I", StringComparison.Ordinal)) is { } error)
            throw new InstrumentReplyException(Id, command, error);
        return string.Join('\n', lines);
    }

    private static string Numbered(string command, int number) => string.Create(CultureInfo.InvariantCulture, $"{command} {number}");
}
