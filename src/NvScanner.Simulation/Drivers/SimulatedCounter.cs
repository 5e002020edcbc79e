using System.Globalization;
using System.Runtime.CompilerServices;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;
using NvScanner.Simulation.Twin;

namespace NvScanner.Simulation.Drivers;

/// <summary>
/// A photon counter with its detector: software gates, buffered bins on its own clock with one trigger before each, gates of a pulse generator, and a stream of time tags. A reading that
/// overflowed or a detector that is overloaded is an error, never a number.
/// </summary>
internal sealed class SimulatedCounter : SimulatedInstrument, IPhotonCounter, ITriggeredCounter, IGatedCounter, ITimeTagger, IMeasurementKeySink
{
    public static readonly OptionDefinition[] Options =
    [
        CommonOptions.LatencyOf("0.1 ms"),
        new("dead-time", OptionKind.Duration, "40 ns", "Dead time of the detector after a count, not paralysable."),
        new("afterpulsing", OptionKind.Number, "0", "Probability that a count is followed by a false one; 0.005 is typical of an avalanche diode."),
        new("overload", OptionKind.PhotonRate, "20 Mcps", "Count rate above which the counter reports an overload instead of a number."),
        new("maximum-bins", OptionKind.Integer, "100000", "Size of the counter's buffer."),
        new("maximum-gate", OptionKind.Duration, "100 s", "Longest gate or bin."),
        new("tag-buffer", OptionKind.Integer, "1000000", "Time tags that are held until they are read."),
    ];

    private readonly QuantityRange<Duration> _gates;
    private readonly TagStream _tags;
    private int _bins;
    private TimeSpan _dwell;
    private TimeSpan _settling;

    public SimulatedCounter(InstrumentSpec spec, DriverContext context) : base(spec, context)
    {
        _gates = new QuantityRange<Duration>(new Duration(1e-7), spec.Get<Duration>("maximum-gate"));
        (MaximumBins, BufferTags) = (spec.GetInteger("maximum-bins"), spec.GetInteger("tag-buffer"));
        var afterpulsing = spec.GetNumber("afterpulsing");
        if (!(afterpulsing is >= 0 and < 1)) throw new InstrumentException(Id, "afterpulsing must be a probability below 1");
        var habits = new DetectorHabits(spec.Get<Duration>("dead-time").Seconds, afterpulsing, spec.Get<PhotonRate>("overload").CountsPerSecond);
        lock (World.Gate)
        {
            World.Detector.Habits = habits;
            _tags = new TagStream(World.Detector, World.Noise, World.Time, BufferTags);
        }
    }

    public int MaximumBins { get; }

    public int MaximumGates => MaximumBins;

    public double TickSeconds => TagStream.TickSeconds;

    public int BufferTags { get; }

    protected override string Model => "photon counter";

    /// <summary>The counter takes the key for the whole world: no measurement goes without it.</summary>
    public void BeginMeasurement(in MeasurementKey key) => World.BeginMeasurement(key);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<uint> CountAsync(TimeSpan gate, CancellationToken cancellationToken)
    {
        RequireWithin(new Duration(gate.TotalSeconds), _gates);
        await ExchangeAsync(gate, cancellationToken);
        CountingFailure failure;
        uint counts;
        lock (World.Gate) failure = World.Detector.Count(gate.TotalSeconds, out counts);
        return failure == CountingFailure.None ? counts : throw Refused(failure, "count");
    }

    public async ValueTask ArmAsync(int bins, TimeSpan dwell, TimeSpan settling, CancellationToken cancellationToken)
    {
        RequireBins(bins, "number of bins");
        RequireWithin(new Duration(dwell.TotalSeconds), _gates);
        if (settling < TimeSpan.Zero) throw new InstrumentLimitException(Id, "settling", Quantity.Format(new Duration(settling.TotalSeconds)), "0 s or more");
        await ExchangeAsync(cancellationToken);
        (_bins, _dwell, _settling) = (bins, dwell, settling);
    }

    // the counts are drawn first, so that the clock's own wait is what the caller awaits: one suspension per sweep, none of it on the heap
    public ValueTask ReadBinsAsync(Memory<uint> counts, CancellationToken cancellationToken)
    {
        RequireConnection();
        if (_bins == 0) throw new InstrumentException(Id, "is not armed; arm it before bins are read");
        if (counts.Length != _bins)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{Id}: armed for {_bins} bins, but there is room for {counts.Length}"), nameof(counts));
        cancellationToken.ThrowIfCancellationRequested();
        CountingFailure failure;
        lock (World.Gate) failure = World.Detector.CountBins(counts.Span, _dwell.TotalSeconds, _settling.TotalSeconds);
        var acquisition = ExchangeAsync(_bins * (_dwell + _settling), cancellationToken);
        return failure == CountingFailure.None ? acquisition : RefuseAsync(acquisition, failure);
    }

    public async ValueTask ArmGatesAsync(int gates, CancellationToken cancellationToken)
    {
        RequireBins(gates, "number of gates");
        await ExchangeAsync(cancellationToken);
        lock (World.Gate) World.Pulses.Arm(gates);
    }

    public async ValueTask ReadGatesAsync(Memory<uint> counts, CancellationToken cancellationToken)
    {
        await ExchangeAsync(cancellationToken);
        int armed, played;
        bool isWrong;
        var failure = CountingFailure.None;
        lock (World.Gate)
        {
            (armed, played, isWrong) = (World.Pulses.ArmedGates, World.Pulses.PlayedGates, World.Pulses.IsWrong);
            if (armed == counts.Length && armed > 0 && !isWrong) failure = World.Pulses.Read(counts.Span);
        }
        if (armed == 0) throw new InstrumentException(Id, "is not armed for gates; arm it before gates are read");
        if (armed != counts.Length)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{Id}: armed for {armed} gates, but there is room for {counts.Length}"), nameof(counts));
        if (isWrong)
            throw new InstrumentReplyException(Id, "read gates", string.Create(CultureInfo.InvariantCulture, $"armed for {armed} gates, but a repetition of the sequence opens {played}"));
        if (failure != CountingFailure.None) throw Refused(failure, "read gates");
    }

    public async ValueTask StartTagsAsync(CancellationToken cancellationToken)
    {
        await ExchangeAsync(cancellationToken);
        lock (World.Gate) _tags.Start();
    }

    public async ValueTask<int> ReadTagsAsync(TimeSpan wait, Memory<long> tags, CancellationToken cancellationToken)
    {
        RequireConnection();
        if (!_tags.IsRunning) throw new InstrumentException(Id, "its stream of time tags has not been started; start it before tags are read");
        if (wait < TimeSpan.Zero) throw new InstrumentLimitException(Id, "wait", Quantity.Format(new Duration(wait.TotalSeconds)), "0 s or more");
        await ExchangeAsync(wait, cancellationToken);
        int read;
        CountingFailure failure;
        lock (World.Gate) failure = _tags.Read(tags.Span, out read);
        return failure == CountingFailure.None ? read : throw Refused(failure, "read tags");
    }

    public async ValueTask StopTagsAsync(CancellationToken cancellationToken)
    {
        await ExchangeAsync(cancellationToken);
        lock (World.Gate) _tags.Stop();
    }

    // armed bins are forgotten; the next read is refused
    protected override void Restart(double at)
    {
        _bins = 0;
        World.Pulses.Arm(0);
        _tags.Stop();
    }

    private void RequireBins(int bins, string what)
    {
        if (bins < 1 || bins > MaximumBins)
            throw new InstrumentLimitException(Id, what, bins.ToString(CultureInfo.InvariantCulture), "1 to " + MaximumBins.ToString(CultureInfo.InvariantCulture));
    }

    private async ValueTask RefuseAsync(ValueTask acquisition, CountingFailure failure)
    {
        await acquisition;
        throw Refused(failure, "read bins");
    }

    private InstrumentReplyException Refused(CountingFailure failure, string command) =>
        new(Id, command, failure == CountingFailure.Overflow ? "overflow: a register or the buffer ran over, the counts are lost" : "overload: more light than the detector can follow, the counts are not valid");
}
