using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Time;
using NvScanner.Drivers.Connections;
using NvScanner.Drivers.Dialogues;
using NvScanner.Drivers.Lasers;
using NvScanner.Drivers.Safety;
using NvScanner.Drivers.Scpi;

namespace NvScanner.Drivers.Coherent;

/// <summary>A Coherent OBIS laser at constant power. Each reply ends with a line `OK`, or with `ERR` and a number. Source: qudi's driver, OBIS manual.</summary>
internal sealed class ObisLaser : ILaser
{
    public static readonly OptionDefinition[] Options =
    [
        .. ConnectionOptions.ForSerial("ASRL/dev/ttyACM0::INSTR", 115200),
        .. LaserPlane.Options,
        new("interlock-reply", OptionKind.Choice, "on-is-closed", "What ON means in the reply to SYST:LOCK?.", ["on-is-closed", "on-is-open"]),
    ];

    private readonly InstrumentSpec _spec;
    private readonly InstrumentDialogue _dialogue;
    private readonly TimeProvider _time;
    private readonly SafetySwitch _safety;
    private readonly LaserPlane _plane;
    private readonly bool _onIsClosed;
    private QuantityRange<OpticalPower>? _limits;

    public ObisLaser(InstrumentSpec spec, DriverContext context)
    {
        (_spec, _time, _plane) = (spec, context.Time, new LaserPlane(spec));
        _dialogue = Connection.Of(spec, context, new DialogueSettings { Terminator = "\r", Replies = new LastLineFraming(line => line == "OK" || line.StartsWith("ERR", StringComparison.Ordinal)) });
        _safety = new SafetySwitch(Id, _dialogue, _time, OffAsync);
        _onIsClosed = spec.Text("interlock-reply") == "on-is-closed";
    }

    public InstrumentId Id => _spec.Id;

    public QuantityRange<OpticalPower> Limits => _limits ?? throw SetPoint.NotConnected(Id);

    public async ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken)
    {
        await _dialogue.OpenAsync(cancellationToken);
        await CommandAsync("SYST:COMM:HAND ON", cancellationToken);
        var model = await AskAsync("SYST:INF:MOD?", cancellationToken);
        _dialogue.Sentinel = new Sentinel("SYST:INF:MOD?", await _dialogue.AskAsync("SYST:INF:MOD?", cancellationToken));
        if (!model.Contains("OBIS", StringComparison.OrdinalIgnoreCase))
            throw new InstrumentConnectionException(Id, $"an OBIS of Coherent was expected at {_dialogue.Place}, but '{model}' answers; correct the address or the driver in the profile");
        _safety.Engage();
        await OffAsync(cancellationToken);
        await CommandAsync("SOUR:AM:INT CWP", cancellationToken);
        _limits = _plane.Range(await AskNumberAsync("SOUR:POW:LIM:LOW?", cancellationToken), await AskNumberAsync("SOUR:POW:LIM:HIGH?", cancellationToken));
        return new InstrumentIdentity("Coherent", model, await AskAsync("SYST:INF:SNUM?", cancellationToken), "");
    }

    public async ValueTask SetPowerAsync(OpticalPower power, CancellationToken cancellationToken)
    {
        SetPoint.Require(Id, power, Limits);
        var watts = _plane.HeadWatts(power);
        var command = string.Create(CultureInfo.InvariantCulture, $"SOUR:POW:LEV:IMM:AMPL {watts:F6}");
        await CommandAsync(command, cancellationToken);
        SetPoint.RequireReadBack(Id, command, watts, await AskNumberAsync("SOUR:POW:LEV:IMM:AMPL?", cancellationToken), Math.Max(1e-6, 1e-3 * watts));
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
            if (!await IsInterlockClosedAsync(cancellationToken)) throw Emission.InterlockIsOpen(Id);
            var fault = await AskAsync("SYST:FAUL?", cancellationToken);
            if (fault.Trim('0', 'x', 'X').Length > 0) throw new InstrumentException(Id, $"reports fault {fault}; look it up in the manual and clear it at the laser");
            await CommandAsync("SOUR:AM:STAT ON", cancellationToken);
            await Emission.WaitForAsync(Id, _time, _spec.GetDuration("start-up"), () => FlagAsync("SOUR:AM:STAT?", cancellationToken), OffAsync, cancellationToken);
        });
    }

    public async ValueTask<LaserStatus> ReadStatusAsync(CancellationToken cancellationToken)
    {
        _ = Limits;
        return new LaserStatus(await FlagAsync("SOUR:AM:STAT?", cancellationToken), await IsInterlockClosedAsync(cancellationToken), _plane.AtPlane(await AskNumberAsync("SOUR:POW:LEV?", cancellationToken)));
    }

    public ValueTask MakeSafeAsync(CancellationToken deadline) => _safety.MakeSafeAsync(deadline);

    public ValueTask DisposeAsync()
    {
        _limits = null;
        return _safety.DisposeAsync();
    }

    private async ValueTask OffAsync(CancellationToken cancellationToken)
    {
        await CommandAsync("SOUR:AM:STAT OFF", cancellationToken);
        SetPoint.RequireReadBack(Id, "SOUR:AM:STAT OFF", false, await FlagAsync("SOUR:AM:STAT?", cancellationToken));
    }

    private async ValueTask<bool> IsInterlockClosedAsync(CancellationToken cancellationToken) => await FlagAsync("SYST:LOCK?", cancellationToken) == _onIsClosed;

    private async ValueTask CommandAsync(string command, CancellationToken cancellationToken)
    {
        if (await AskAsync(command, cancellationToken) is var unexpected && unexpected.Length > 0) throw new InstrumentReplyException(Id, command, unexpected);
    }

    private async ValueTask<bool> FlagAsync(string query, CancellationToken cancellationToken)
    {
        var reply = await AskAsync(query, cancellationToken);
        return ScpiNumber.TryParseFlag(reply, out var value) ? value : throw new InstrumentReplyException(Id, query, reply);
    }

    private async ValueTask<double> AskNumberAsync(string query, CancellationToken cancellationToken)
    {
        var reply = await AskAsync(query, cancellationToken);
        return ScpiNumber.TryParse(reply, out var value) && double.IsFinite(value) ? value : throw new InstrumentReplyException(Id, query, reply);
    }

    // the reply without its last line, OK
    private async ValueTask<string> AskAsync(string command, CancellationToken cancellationToken)
    {
        var lines = (await _dialogue.AskAsync(command, cancellationToken)).Split(['\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines[^1] == "OK" ? string.Join(' ', lines[..^1]) : throw new InstrumentReplyException(Id, command, lines[^1]);
    }
}
