using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;
using NvScanner.Abstractions.Time;
using NvScanner.Drivers.Connections;
using NvScanner.Drivers.Safety;

namespace NvScanner.Drivers.Nanonis;

/// <summary>
/// The tip of a Nanonis controller: its feedback brings the tip down within the range of the z piezo. A lift is measured from a touch: the feedback finds the sample, is
/// switched off, and the tip is lifted; after every motion of the stage of the same controller it is found anew. Source: TCPProtocol_SPM, release R13742.
/// </summary>
internal sealed class NanonisProbe : IProbe
{
    public static readonly OptionDefinition[] Options =
    [
        .. ConnectionOptions.For("TCPIP::192.168.1.30::6503::SOCKET"),
        new("approach", OptionKind.Duration, "20 s", "How long the feedback may take to bring the tip into contact."),
        new("height-settling", OptionKind.Duration, "20 ms", "Time between two readings of the height that have to agree before the tip counts as settled."),
        new("settled-within", OptionKind.Length, "1 nm", "How well they have to agree, and a lift to be held."),
        new("maximum-lift", OptionKind.Length, "500 nm", "Largest lift above contact."),
        new("z-direction", OptionKind.Choice, "away", "Where a larger z of the controller moves the tip: away from the sample or towards it.", ["away", "towards"]),
    ];

    private const double RailShare = 0.98;
    private const ushort FeedbackOff = 1;
    private const ushort FeedbackOn = 2;

    private readonly InstrumentSpec _spec;
    private readonly TimeProvider _time;
    private readonly NanonisPort _port;
    private readonly NanonisTipHeight _shared;
    private readonly SafetySwitch _safety;
    private readonly TimeSpan _approach;
    private readonly TimeSpan _settling;
    private readonly double _settledWithin;
    private readonly double _away;
    private double? _halfRange;
    private HeightPlan _height = HeightPlan.Contact;
    private double _topography = double.NaN;
    private volatile bool _isDown;

    public NanonisProbe(InstrumentSpec spec, DriverContext context)
    {
        (_spec, _time, _shared) = (spec, context.Time, NanonisTipHeight.Of(context));
        _port = NanonisPort.Of(spec, context);
        _safety = new SafetySwitch(Id, _port.Line, _time, WithdrawAsync);
        (_approach, _settling) = (spec.GetDuration("approach"), spec.GetDuration("height-settling"));
        _settledWithin = spec.Get<Length>("settled-within").Metres;
        _away = spec.Text("z-direction") == "away" ? 1 : -1;
        LiftRange = spec.Narrow("lift", new QuantityRange<Length>(new(0), spec.Get<Length>("maximum-lift")));
    }

    public InstrumentId Id => _spec.Id;

    public QuantityRange<Length> LiftRange { get; }

    private double HalfRange => _halfRange ?? throw SetPoint.NotConnected(Id);

    public async ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken)
    {
        var identity = await _port.ConnectAsync(cancellationToken);
        _safety.Engage();
        var range = await _port.CallAsync("Piezo.RangeGet", NanonisBody.Empty, r => (r.Float32(), r.Float32(), Z: r.Float32()), cancellationToken);
        _isDown = await _port.CallAsync("ZCtrl.StatusGet", NanonisBody.Empty, r => r.UInt16(), cancellationToken) != FeedbackOff;
        _halfRange = 0.5 * range.Z;
        return identity;
    }

    public ValueTask ApproachAsync(CancellationToken cancellationToken)
    {
        _ = HalfRange;
        return _safety.EnergizeAsync(async () =>
        {
            await TouchAsync(cancellationToken);
            await HoldAsync(_height, cancellationToken);
        });
    }

    public ValueTask RetractAsync(CancellationToken cancellationToken)
    {
        _ = HalfRange;
        return WithdrawAsync(cancellationToken);
    }

    public async ValueTask SetHeightAsync(HeightPlan height, CancellationToken cancellationToken)
    {
        SetPoint.Require(Id, height.Distance, LiftRange);
        _ = HalfRange;
        _height = height;
        if (!_isDown) return; // it is held after the approach
        await _safety.EnergizeAsync(async () =>
        {
            await TouchAsync(cancellationToken);
            await HoldAsync(height, cancellationToken);
        });
    }

    public async ValueTask<double> ReadTopographyAsync(CancellationToken cancellationToken)
    {
        _ = HalfRange;
        if (!_isDown) return double.NaN;
        if (_height.Mode == HeightMode.Contact) _topography = await ReadHeightAsync(cancellationToken);
        RequireOffTheRail(_topography);
        // without feedback the height of the sample is known where it was touched and nowhere else
        return _height.Mode == HeightMode.ConstantHeight ? double.NaN : _topography;
    }

    public ValueTask MakeSafeAsync(CancellationToken deadline) => _safety.MakeSafeAsync(deadline);

    public ValueTask DisposeAsync()
    {
        _halfRange = null;
        _shared.AfterMotion = null;
        return _safety.DisposeAsync();
    }

    // the feedback brings the tip into contact, or says why it cannot
    private async ValueTask TouchAsync(CancellationToken cancellationToken)
    {
        _isDown = true;
        await _port.CallAsync("ZCtrl.OnOffSet", NanonisBody.Of(1), cancellationToken);
        var started = _time.GetTimestamp();
        for (var before = double.NaN; ;)
        {
            await _time.DelayAsync(_settling, cancellationToken);
            var feedback = await _port.CallAsync("ZCtrl.StatusGet", NanonisBody.Empty, r => r.UInt16(), cancellationToken);
            var now = await ReadHeightAsync(cancellationToken);
            if (feedback == FeedbackOn && Math.Abs(now - before) <= _settledWithin)
            {
                RequireOffTheRail(now);
                _topography = now;
                return;
            }
            if (_time.GetElapsedTime(started) > _approach) throw new InstrumentTimeoutException(Id, "the approach of the tip", _time.GetElapsedTime(started));
            before = now;
        }
    }

    private async ValueTask HoldAsync(HeightPlan height, CancellationToken cancellationToken)
    {
        _shared.AfterMotion = height.Mode == HeightMode.Lift ? FindHeightAsync : null;
        if (height.Mode == HeightMode.Contact) return;
        var wanted = _topography + height.Distance.Metres;
        if (wanted > HalfRange)
            throw new InstrumentLimitException(Id, "height", Quantity.Format(new Length(wanted)), $"the z piezo's range, which ends at {Quantity.Format(new Length(HalfRange))}");
        await _port.CallAsync("ZCtrl.OnOffSet", NanonisBody.Of(0), cancellationToken);
        await WaitUntilOffAsync(cancellationToken);
        await _port.CallAsync("ZCtrl.ZPosSet", new NanonisBody().Float32(_away * wanted), cancellationToken);
        var started = _time.GetTimestamp();
        while (true)
        {
            await _time.DelayAsync(_settling, cancellationToken);
            var reached = await ReadHeightAsync(cancellationToken);
            if (Math.Abs(reached - wanted) <= _settledWithin) return;
            // the z piezo travels at a rate of its own; one that never arrives has been clipped
            if (_time.GetElapsedTime(started) > _approach) SetPoint.RequireReadBack(Id, "ZCtrl.ZPosSet", wanted, reached, _settledWithin);
        }
    }

    private ValueTask FindHeightAsync(CancellationToken cancellationToken) => _isDown && _height.Mode == HeightMode.Lift
        ? _safety.EnergizeAsync(async () =>
        {
            await TouchAsync(cancellationToken);
            await HoldAsync(_height, cancellationToken);
        })
        : ValueTask.CompletedTask;

    private async ValueTask WithdrawAsync(CancellationToken cancellationToken)
    {
        // 1, -1: replies once the tip is at the end of its range, however long that takes; the deadline is the caller's
        await _port.CallAsync("ZCtrl.Withdraw", new NanonisBody().UInt32(1).Int32(-1), cancellationToken, longer: _approach);
        await WaitUntilOffAsync(cancellationToken);
        _isDown = false;
        _topography = double.NaN;
    }

    private async ValueTask WaitUntilOffAsync(CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (await _port.CallAsync("ZCtrl.StatusGet", NanonisBody.Empty, r => r.UInt16(), cancellationToken) is var state && state != FeedbackOff)
        {
            if (_time.GetElapsedTime(started) > _approach) throw new InstrumentReplyException(Id, "ZCtrl.StatusGet", FormattableString.Invariant($"state {state} where 1 (off) was wanted"));
            await _time.DelayAsync(_settling, cancellationToken);
        }
    }

    private async ValueTask<double> ReadHeightAsync(CancellationToken cancellationToken) =>
        _away * await _port.CallAsync("ZCtrl.ZPosGet", NanonisBody.Empty, r => r.Float32(), cancellationToken);

    private void RequireOffTheRail(double height)
    {
        if (Math.Abs(height) > RailShare * HalfRange)
            throw new InstrumentException(Id, FormattableString.Invariant($"the z piezo is at the end of its range ({height * 1e9:G4} nm): the tip does not follow the sample; retract it and bring it nearer with the coarse approach in Nanonis"));
    }
}
