using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Time;
using NvScanner.Drivers.Connections;
using NvScanner.Drivers.Dialogues;
using NvScanner.Drivers.Lasers;
using NvScanner.Drivers.Safety;
using NvScanner.Drivers.Scpi;

namespace NvScanner.Drivers.Cobolt;

/// <summary>A Cobolt 06-01, 08-01 or Skyra laser at constant power. Every command answers OK, a value, or a syntax error. Source: QMI's and pylablib's drivers, Cobolt 06-01 manual.</summary>
internal sealed class Cobolt06Laser : ILaser
{
    public static readonly OptionDefinition[] Options =
    [
        .. ConnectionOptions.ForSerial("ASRL/dev/ttyUSB0::INSTR", 115200),
        .. LaserPlane.Options,
    ];

    private const double PowerToleranceWatts = 1e-5;

    private readonly InstrumentSpec _spec;
    private readonly InstrumentDialogue _dialogue;
    private readonly TimeProvider _time;
    private readonly SafetySwitch _safety;
    private readonly LaserPlane _plane;
    private QuantityRange<OpticalPower>? _limits;
    private bool _autostart;

    public Cobolt06Laser(InstrumentSpec spec, DriverContext context)
    {
        (_spec, _time, _plane) = (spec, context.Time, new LaserPlane(spec));
        _dialogue = Connection.Of(spec, context, new DialogueSettings { Terminator = "\r", Replies = new AnyLineFraming() });
        _safety = new SafetySwitch(Id, _dialogue, _time, OffAsync);
    }

    public InstrumentId Id => _spec.Id;

    public QuantityRange<OpticalPower> Limits => _limits ?? throw SetPoint.NotConnected(Id);

    public async ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken)
    {
        await _dialogue.OpenAsync(cancellationToken);
        InstrumentIdentity identity = new("Cobolt", await _dialogue.AskAsync("glm?", cancellationToken), await _dialogue.AskAsync("gsn?", cancellationToken), await _dialogue.AskAsync("gfv?", cancellationToken));
        _dialogue.Sentinel = new Sentinel("glm?", identity.Model);
        // there is no *IDN?; another instrument on the port does not know the question for the emission either
        if (await _dialogue.AskAsync("l?", cancellationToken) is not ("0" or "1"))
            throw new InstrumentConnectionException(Id, $"a Cobolt laser was expected at {_dialogue.Place}, but '{identity.Model}' answers there to glm? and nothing sensible to l?; correct the address or the driver in the profile");
        _safety.Engage();
        _autostart = await AskNumberAsync("@cobas?", cancellationToken) != 0;
        await OffAsync(cancellationToken);
        await CommandAsync("cp", cancellationToken);
        _limits = _plane.Range(0, 1e-3 * await AskNumberAsync("gmlp?", cancellationToken));
        return identity;
    }

    public async ValueTask SetPowerAsync(OpticalPower power, CancellationToken cancellationToken)
    {
        SetPoint.Require(Id, power, Limits);
        var watts = _plane.HeadWatts(power);
        var command = string.Create(CultureInfo.InvariantCulture, $"p {watts:F5}");
        await CommandAsync(command, cancellationToken);
        SetPoint.RequireReadBack(Id, command, watts, await AskNumberAsync("p?", cancellationToken), PowerToleranceWatts);
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
            if (await IsInterlockOpenAsync(cancellationToken)) throw Emission.InterlockIsOpen(Id);
            if (await AskNumberAsync("f?", cancellationToken) is var fault && fault != 0) throw new InstrumentException(Id, $"reports {Fault(fault)}; clear it at the laser's controller");
            // with autostart the laser refuses l1 and starts its own sequence only
            await CommandAsync(_autostart ? "@cob1" : "l1", cancellationToken);
            await Emission.WaitForAsync(Id, _time, _spec.GetDuration("start-up"), () => EmitsAsync(cancellationToken), OffAsync, cancellationToken);
        });
    }

    public async ValueTask<LaserStatus> ReadStatusAsync(CancellationToken cancellationToken)
    {
        _ = Limits;
        return new LaserStatus(await EmitsAsync(cancellationToken), !await IsInterlockOpenAsync(cancellationToken), _plane.AtPlane(await AskNumberAsync("pa?", cancellationToken)));
    }

    public ValueTask MakeSafeAsync(CancellationToken deadline) => _safety.MakeSafeAsync(deadline);

    public ValueTask DisposeAsync()
    {
        _limits = null;
        return _safety.DisposeAsync();
    }

    private async ValueTask OffAsync(CancellationToken cancellationToken)
    {
        await CommandAsync(_autostart ? "@cob0" : "l0", cancellationToken);
        SetPoint.RequireReadBack(Id, "l0", false, await EmitsAsync(cancellationToken));
    }

    private async ValueTask CommandAsync(string command, CancellationToken cancellationToken) =>
        SetPoint.RequireReadBack(Id, command, "OK", await _dialogue.AskAsync(command, cancellationToken));

    private async ValueTask<bool> EmitsAsync(CancellationToken cancellationToken) => await FlagAsync("l?", cancellationToken);

    // 0 is closed
    private async ValueTask<bool> IsInterlockOpenAsync(CancellationToken cancellationToken) => await FlagAsync("ilk?", cancellationToken);

    private async ValueTask<bool> FlagAsync(string query, CancellationToken cancellationToken) => await _dialogue.AskAsync(query, cancellationToken) switch
    {
        "0" => false,
        "1" => true,
        var other => throw new InstrumentReplyException(Id, query, other),
    };

    private async ValueTask<double> AskNumberAsync(string query, CancellationToken cancellationToken)
    {
        var reply = await _dialogue.AskAsync(query, cancellationToken);
        return ScpiNumber.TryParse(reply, out var value) && double.IsFinite(value) ? value : throw new InstrumentReplyException(Id, query, reply);
    }

    private static string Fault(double code) => code switch
    {
        1 => "a fault of temperature",
        3 => "an open interlock",
        4 => "that it does not reach its power",
        _ => FormattableString.Invariant($"fault {code}"),
    };
}
