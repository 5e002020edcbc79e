using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Time;
using NvScanner.Drivers.Connections;
using NvScanner.Drivers.Safety;

namespace NvScanner.Drivers.Nanonis;

/// <summary>
/// The scan piezo of a Nanonis controller, moved point by point through Follow Me. A motion keeps its port busy until it has ended, hence a second port for reading and stopping.
/// Source: TCPProtocol_SPM, release R13742.
/// </summary>
internal sealed class NanonisStage : IPositioner
{
    public static readonly OptionDefinition[] Options =
    [
        .. ConnectionOptions.For("TCPIP::192.168.1.30::6501::SOCKET"),
        new("stop-port", OptionKind.Integer, "6502", "Another port of the programming interface, for reading and stopping while a motion lasts."),
        new("speed", OptionKind.Length, "1 um", "Way per second of a motion."),
        new("tolerance", OptionKind.Length, "2 nm", "Largest distance between target and read-back after a motion."),
        new("settling", OptionKind.Duration, "200 ms", "How long the read-back may take to come within the tolerance."),
    ];

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(1);

    private readonly InstrumentSpec _spec;
    private readonly TimeProvider _time;
    private readonly NanonisPort _motion;
    private readonly NanonisPort _watch;
    private readonly NanonisTipHeight _tip;
    private readonly double _sign;
    private readonly double _speed;
    private readonly double _tolerance;
    private readonly TimeSpan _settling;
    private PositionerLimits? _limits;

    public NanonisStage(InstrumentSpec spec, DriverContext context)
    {
        (_spec, _time, _tip) = (spec, context.Time, NanonisTipHeight.Of(context));
        _motion = NanonisPort.Of(spec, context);
        _watch = NanonisPort.Beside(spec, context, spec.GetInteger("stop-port"));
        // positions are those of the NV relative to the sample, whichever of the two the piezo carries
        _sign = context.Profile.Moves == MovingPart.Sample ? -1 : 1;
        _speed = spec.Get<Length>("speed").Metres;
        _tolerance = spec.Get<Length>("tolerance").Metres;
        _settling = spec.GetDuration("settling");
        if (!(_speed > 0) || !(_tolerance > 0)) throw new InstrumentException(Id, "options speed and tolerance have to be above zero");
    }

    public InstrumentId Id => _spec.Id;

    public PositionerLimits Limits => _limits ?? throw SetPoint.NotConnected(Id);

    public async ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken)
    {
        var identity = await _motion.ConnectAsync(cancellationToken);
        await _watch.ConnectAsync(cancellationToken);
        var (x, y) = await _watch.CallAsync("Piezo.RangeGet", NanonisBody.Empty, ReadRange, cancellationToken);
        await _motion.CallAsync("FolMe.SpeedSet", new NanonisBody().Float32(_speed).UInt32(1), cancellationToken);
        var (speed, custom) = await _motion.CallAsync("FolMe.SpeedGet", NanonisBody.Empty, r => (r.Float32(), r.UInt32()), cancellationToken);
        SetPoint.RequireReadBack(Id, "FolMe.SpeedSet", _speed, speed, 1e-3 * _speed);
        SetPoint.RequireReadBack(Id, "FolMe.SpeedSet", 1u, custom);
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
            await _motion.CallAsync("FolMe.XYPosSet", new NanonisBody().Float64(_sign * target.X).Float64(_sign * target.Y).UInt32(1), cancellationToken, longer: 2 * travelling);
            var reached = await SettleAsync(target, cancellationToken);
            if (_tip.AfterMotion is { } findHeight) await findHeight(cancellationToken);
            return reached;
        }
        catch (Exception failure) when (failure is OperationCanceledException or InstrumentTimeoutException)
        {
            // nobody waits for the motion any longer: it must not go on by itself
            using CancellationTokenSource late = new(StopDeadline, _time);
            await _watch.CallAsync("FolMe.Stop", NanonisBody.Empty, late.Token);
            throw;
        }
    }

    public async ValueTask<Vector3> ReadPositionAsync(CancellationToken cancellationToken)
    {
        if (_limits is null) throw SetPoint.NotConnected(Id);
        // 1: a value measured after the request, not the one before
        var (x, y) = await _watch.CallAsync("FolMe.XYPosGet", NanonisBody.Of(1), r => (r.Float64(), r.Float64()), cancellationToken);
        var z = await _watch.CallAsync("ZCtrl.ZPosGet", NanonisBody.Empty, r => r.Float32(), cancellationToken);
        return double.IsFinite(x) && double.IsFinite(y)
            ? new Vector3(_sign * x, _sign * y, z)
            : throw new InstrumentReplyException(Id, "FolMe.XYPosGet", FormattableString.Invariant($"{x}, {y}"));
    }

    public async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        await _watch.CallAsync("FolMe.Stop", NanonisBody.Empty, cancellationToken);
        var (before, started) = (await ReadPositionAsync(cancellationToken), _time.GetTimestamp());
        while (true)
        {
            await _time.DelayAsync(PollInterval, cancellationToken);
            var now = await ReadPositionAsync(cancellationToken);
            if (double.Hypot(now.X - before.X, now.Y - before.Y) <= _tolerance) return;
            if (_time.GetElapsedTime(started) > _settling + StopDeadline) throw new InstrumentTimeoutException(Id, "standing still after FolMe.Stop", _time.GetElapsedTime(started));
            before = now;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _limits = null;
        await _motion.Line.DisposeAsync();
        await _watch.Line.DisposeAsync();
    }

    private async ValueTask<Vector3> SettleAsync(Vector3 target, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            var read = await ReadPositionAsync(cancellationToken);
            var distance = double.Hypot(read.X - target.X, read.Y - target.Y);
            if (distance <= _tolerance) return read;
            if (_time.GetElapsedTime(started) > _settling)
                throw new InstrumentReplyException(Id, "FolMe.XYPosSet", FormattableString.Invariant($"a position {distance * 1e9:G4} nm off its target; is another program or the scan window moving the tip, or is the tolerance too small?"));
            await _time.DelayAsync(PollInterval, cancellationToken);
        }
    }

    private (QuantityRange<Length> X, QuantityRange<Length> Y) ReadRange(NanonisReader reader)
    {
        var (x, y, _) = (0.5 * reader.Float32(), 0.5 * reader.Float32(), reader.Float32());
        return (_spec.Narrow("x", new QuantityRange<Length>(new(-x), new(x))), _spec.Narrow("y", new QuantityRange<Length>(new(-y), new(y))));
    }
}
