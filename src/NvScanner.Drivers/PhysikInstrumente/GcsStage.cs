using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Time;
using NvScanner.Drivers.Connections;
using NvScanner.Drivers.Dialogues;
using NvScanner.Drivers.Safety;

namespace NvScanner.Drivers.PhysikInstrumente;

/// <summary>
/// Two closed-loop axes of a controller of Physik Instrumente that speaks GCS 2.0: E-727, E-709, E-754 and others. Zero is the middle of the travel. Source: PIPython, QMI's driver of the E-873, E-727 manual.
/// </summary>
internal sealed class GcsStage : IPositioner
{
    public static readonly OptionDefinition[] Options =
    [
        .. ConnectionOptions.ForSerial("TCPIP::192.168.1.31::50000::SOCKET", 115200),
        new("x-axis", OptionKind.Text, "1", "Name of the axis that moves along x."),
        new("y-axis", OptionKind.Text, "2", "Name of the axis that moves along y."),
        new("unit", OptionKind.Choice, "ask", "Unit of the axes; `ask` asks the controller.", ["ask", "nm", "um", "mm"]),
        new("speed", OptionKind.Length, "100 um", "Way per second of a motion."),
        new("tolerance", OptionKind.Length, "2 nm", "Largest distance between target and read-back after a motion."),
        new("settling", OptionKind.Duration, "1 s", "How long the stage may take to come within the tolerance once it has travelled."),
    ];

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(1);

    private readonly InstrumentSpec _spec;
    private readonly TimeProvider _time;
    private readonly GcsController _controller;
    private readonly string _x;
    private readonly string _y;
    private readonly double _sign;
    private readonly double _speed;
    private readonly double _tolerance;
    private readonly TimeSpan _settling;
    private PositionerLimits? _limits;
    private double _metresPerUnit;
    private (double X, double Y) _middle;

    public GcsStage(InstrumentSpec spec, DriverContext context)
    {
        (_spec, _time) = (spec, context.Time);
        _controller = new GcsController(Id, Connection.Of(spec, context, new DialogueSettings { Replies = new GcsFraming() }));
        (_x, _y) = (spec.Text("x-axis"), spec.Text("y-axis"));
        // positions are those of the NV relative to the sample, whichever of the two the stage carries
        _sign = context.Profile.Moves == MovingPart.Sample ? -1 : 1;
        (_speed, _tolerance) = (spec.Get<Length>("speed").Metres, spec.Get<Length>("tolerance").Metres);
        _settling = spec.GetDuration("settling");
        if (_x == _y) throw new InstrumentException(Id, $"options x-axis and y-axis are both '{_x}'");
        if (!(_speed > 0) || !(_tolerance > 0)) throw new InstrumentException(Id, "options speed and tolerance have to be above zero");
    }

    public InstrumentId Id => _spec.Id;

    public PositionerLimits Limits => _limits ?? throw SetPoint.NotConnected(Id);

    public async ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken)
    {
        await _controller.Line.OpenAsync(cancellationToken);
        var identity = await _controller.IdentifyAsync(cancellationToken);
        if (!identity.Maker.Contains("Physik Instrumente", StringComparison.OrdinalIgnoreCase))
            throw new InstrumentConnectionException(Id, $"a controller of Physik Instrumente was expected at {_controller.Line.Place}, but {identity} answers; correct the address or the driver in the profile");
        await _controller.Line.AskAsync("ERR?", cancellationToken); // forgets what happened before
        var axes = (await _controller.Line.AskAsync("SAI?", cancellationToken)).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var axis in new[] { _x, _y })
        {
            if (!axes.Contains(axis)) throw new InstrumentConnectionException(Id, $"the controller has the axes {string.Join(", ", axes)}, no '{axis}'; correct x-axis and y-axis in the profile");
        }
        await _controller.CommandAsync($"SVO {_x} 1 {_y} 1", cancellationToken);
        SetPoint.RequireReadBack(Id, "SVO", (1.0, 1.0), await _controller.AskAsync("SVO?", _x, _y, cancellationToken));
        _metresPerUnit = await ReadUnitAsync(cancellationToken);
        var velocity = _speed / _metresPerUnit;
        await _controller.CommandAsync(string.Create(CultureInfo.InvariantCulture, $"VEL {_x} {velocity:F6} {_y} {velocity:F6}"), cancellationToken);
        var (lowestX, lowestY) = await _controller.AskAsync("TMN?", _x, _y, cancellationToken);
        var (highestX, highestY) = await _controller.AskAsync("TMX?", _x, _y, cancellationToken);
        _middle = (0.5 * (lowestX + highestX), 0.5 * (lowestY + highestY));
        var (x, y) = (Travel("x", lowestX, highestX), Travel("y", lowestY, highestY));
        _limits = new PositionerLimits(new Vector3(x.Minimum.Metres, y.Minimum.Metres, 0), new Vector3(x.Maximum.Metres, y.Maximum.Metres, 0));
        return identity;
    }

    public async ValueTask<Vector3> MoveToAsync(Vector3 target, CancellationToken cancellationToken)
    {
        SetPoint.Require(Id, new Length(target.X), new QuantityRange<Length>(new(Limits.Minimum.X), new(Limits.Maximum.X)));
        SetPoint.Require(Id, new Length(target.Y), new QuantityRange<Length>(new(Limits.Minimum.Y), new(Limits.Maximum.Y)));
        var start = await ReadPositionAsync(cancellationToken);
        var travelling = TimeSpan.FromSeconds(double.Hypot(target.X - start.X, target.Y - start.Y) / _speed);
        try
        {
            var (x, y) = ((_sign * target.X / _metresPerUnit) + _middle.X, (_sign * target.Y / _metresPerUnit) + _middle.Y);
            await _controller.CommandAsync(string.Create(CultureInfo.InvariantCulture, $"MOV {_x} {x:F7} {_y} {y:F7}"), cancellationToken);
            return await ArriveAsync(target, (2 * travelling) + _settling, cancellationToken);
        }
        catch (Exception failure) when (failure is OperationCanceledException or InstrumentTimeoutException)
        {
            // nobody waits for the motion any longer: it must not go on by itself
            using CancellationTokenSource late = new(StopDeadline, _time);
            await _controller.CommandAsync("STP", late.Token, GcsErrors.Stopped);
            throw;
        }
    }

    public async ValueTask<Vector3> ReadPositionAsync(CancellationToken cancellationToken)
    {
        if (_limits is null) throw SetPoint.NotConnected(Id);
        var (x, y) = await _controller.AskAsync("POS?", _x, _y, cancellationToken);
        return new Vector3(_sign * (x - _middle.X) * _metresPerUnit, _sign * (y - _middle.Y) * _metresPerUnit, 0);
    }

    public async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        await _controller.CommandAsync("STP", cancellationToken, GcsErrors.Stopped);
        var started = _time.GetTimestamp();
        for (var before = await ReadPositionAsync(cancellationToken); ;)
        {
            await _time.DelayAsync(PollInterval, cancellationToken);
            var now = await ReadPositionAsync(cancellationToken);
            if (double.Hypot(now.X - before.X, now.Y - before.Y) <= _tolerance) return;
            if (_time.GetElapsedTime(started) > _settling) throw new InstrumentTimeoutException(Id, "standing still after STP", _time.GetElapsedTime(started));
            before = now;
        }
    }

    public ValueTask DisposeAsync()
    {
        _limits = null;
        return _controller.Line.DisposeAsync();
    }

    // right after MOV the controller may still call the old target reached: the position has to be there as well
    private async ValueTask<Vector3> ArriveAsync(Vector3 target, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            await _time.DelayAsync(PollInterval, cancellationToken);
            var onTarget = await _controller.AskAsync("ONT?", _x, _y, cancellationToken);
            var read = await ReadPositionAsync(cancellationToken);
            var distance = double.Hypot(read.X - target.X, read.Y - target.Y);
            if (onTarget == (1, 1) && distance <= _tolerance) return read;
            if (_time.GetElapsedTime(started) > deadline)
                throw new InstrumentTimeoutException(Id, string.Create(CultureInfo.InvariantCulture, $"a motion, which is {distance * 1e9:G4} nm off its target,"), _time.GetElapsedTime(started));
        }
    }

    private async ValueTask<double> ReadUnitAsync(CancellationToken cancellationToken)
    {
        var unit = _spec.Text("unit");
        if (unit == "ask")
        {
            // parameter 0x07000601 is the unit's name; the reply is `1 0X7000601=UM`
            var query = $"SPA? {_x} 0x07000601";
            var reply = await _controller.Line.AskAsync(query, cancellationToken);
            unit = reply[(reply.LastIndexOf('=') + 1)..].Trim().ToLowerInvariant();
            if (unit is not ("nm" or "um" or "mm")) throw new InstrumentReplyException(Id, query, $"{reply} (write the option unit in the profile)");
        }
        return unit switch { "nm" => 1e-9, "um" => 1e-6, _ => 1e-3 };
    }

    private QuantityRange<Length> Travel(string limit, double lowest, double highest)
    {
        var half = 0.5 * (highest - lowest) * _metresPerUnit;
        return _spec.Narrow(limit, new QuantityRange<Length>(new(-half), new(half)));
    }
}
