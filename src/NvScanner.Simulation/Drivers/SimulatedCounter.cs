using System.Globalization;
using System.Runtime.CompilerServices;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Simulation.Drivers;

/// <summary>A photon counter with its detector's dead time: software gates, and buffered bins on its own clock with one trigger before each.</summary>
internal sealed class SimulatedCounter(InstrumentSpec spec, DriverContext context) : SimulatedInstrument(spec, context), IPhotonCounter, ITriggeredCounter
{
    public static readonly OptionDefinition[] Options =
    [
        CommonOptions.LatencyOf("0.1 ms"),
        new("dead-time", OptionKind.Duration, "40 ns", "Dead time of the detector after a count, not paralysable."),
        new("maximum-bins", OptionKind.Integer, "100000", "Size of the counter's buffer."),
        new("maximum-gate", OptionKind.Duration, "100 s", "Longest gate or bin."),
    ];

    private readonly double _deadTime = spec.Get<Duration>("dead-time").Seconds;
    private readonly QuantityRange<Duration> _gates = new(new Duration(1e-7), spec.Get<Duration>("maximum-gate"));
    private int _bins;
    private TimeSpan _dwell;
    private TimeSpan _settling;

    public int MaximumBins { get; } = spec.GetInteger("maximum-bins");

    protected override string Model => "photon counter";

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<uint> CountAsync(TimeSpan gate, CancellationToken cancellationToken)
    {
        RequireWithin(new Duration(gate.TotalSeconds), _gates);
        await ExchangeAsync(gate, cancellationToken);
        return World.Count(gate.TotalSeconds, _deadTime);
    }

    public async ValueTask ArmAsync(int bins, TimeSpan dwell, TimeSpan settling, CancellationToken cancellationToken)
    {
        if (bins < 1 || bins > MaximumBins)
            throw new InstrumentLimitException(Id, "number of bins", bins.ToString(CultureInfo.InvariantCulture), "1 to " + MaximumBins.ToString(CultureInfo.InvariantCulture));
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
        World.CountBins(counts.Span, _dwell.TotalSeconds, _settling.TotalSeconds, _deadTime);
        return ExchangeAsync(_bins * (_dwell + _settling), cancellationToken);
    }
}
