namespace NvScanner.Abstractions.Instruments;

/// <summary>A pattern for a pulse generator: one lane per channel, each a run of (level, duration in ns), all lanes equally long.</summary>
/// <param name="Lanes">Channel names ("laser", "microwave-i", "microwave-q", "gate") and their steps; digital levels are 0 or 1.</param>
public sealed record PulseSequence(IReadOnlyDictionary<string, IReadOnlyList<PulseStep>> Lanes)
{
    /// <summary>Length of the pattern in ns; throws <see cref="InvalidOperationException"/> when the lanes differ.</summary>
    public long DurationNanoseconds
    {
        get
        {
            var lengths = Lanes.Values.Select(lane => lane.Sum(step => step.Nanoseconds)).Distinct().ToArray();
            return lengths.Length switch
            {
                0 => 0,
                1 => lengths[0],
                _ => throw new InvalidOperationException("The lanes of a pulse sequence must be equally long: " +
                    string.Join(", ", Lanes.Select(lane => $"{lane.Key} {lane.Value.Sum(s => s.Nanoseconds)} ns"))),
            };
        }
    }
}
