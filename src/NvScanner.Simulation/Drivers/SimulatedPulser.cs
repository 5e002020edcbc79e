using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Simulation.Twin;

namespace NvScanner.Simulation.Drivers;

/// <summary>A pulse generator with a time grid and a limited memory: it plays what it holds for as long as that takes, on laser, microwaves and the counter's gate.</summary>
internal sealed class SimulatedPulser(InstrumentSpec spec, DriverContext context) : SimulatedInstrument(spec, context), IPulseGenerator
{
    public static readonly OptionDefinition[] Options =
    [
        CommonOptions.LatencyOf("2 ms"),
        new("maximum-steps", OptionKind.Integer, "1000000", "Steps of all lanes together that the memory holds."),
    ];

    private readonly int _maximumSteps = spec.GetInteger("maximum-steps");
    private PulseSequence? _sequence;

    public IReadOnlyCollection<string> Channels => PulseInterval.Lanes;

    protected override string Model => "pulse generator";

    public async ValueTask LoadAsync(PulseSequence sequence, CancellationToken cancellationToken)
    {
        var steps = 0L;
        foreach (var (channel, lane) in sequence.Lanes)
        {
            if (!PulseInterval.Lanes.Contains(channel)) throw new InstrumentLimitException(Id, "channel", channel, string.Join(", ", PulseInterval.Lanes));
            steps += lane.Count;
            var isDigital = channel is "laser" or "gate";
            foreach (var step in lane)
            {
                if (step.Nanoseconds < 1) throw new InstrumentLimitException(Id, "step", Text(step.Nanoseconds) + " ns", "1 ns or more");
                if (isDigital ? step.Level is not (0 or 1) : !(step.Level is >= -1 and <= 1))
                    throw new InstrumentLimitException(Id, $"level of '{channel}'", step.Level.ToString(CultureInfo.InvariantCulture), isDigital ? "0 or 1" : "-1 to 1");
            }
        }
        if (steps > _maximumSteps) throw new InstrumentLimitException(Id, "number of steps", Text(steps), "0 to " + Text(_maximumSteps));
        _ = sequence.DurationNanoseconds; // lanes of different length are refused here, before anything is sent
        await ExchangeAsync(cancellationToken);
        _sequence = sequence;
    }

    public async ValueTask PlayAsync(long repetitions, CancellationToken cancellationToken)
    {
        RequireConnection();
        if (_sequence is null) throw new InstrumentException(Id, "holds no sequence; load one before it is played");
        if (repetitions < 1) throw new InstrumentLimitException(Id, "repetitions", Text(repetitions), "1 or more");
        await EnergizeAsync(TimeSpan.FromSeconds(1e-9 * _sequence.DurationNanoseconds * repetitions), cancellationToken);
        lock (World.Gate) World.Pulses.Play(_sequence, repetitions);
    }

    public ValueTask StopAsync(CancellationToken cancellationToken) => ExchangeAsync(cancellationToken);

    public ValueTask MakeSafeAsync(CancellationToken deadline) => SwitchOffAsync(TimeSpan.Zero, deadline);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
