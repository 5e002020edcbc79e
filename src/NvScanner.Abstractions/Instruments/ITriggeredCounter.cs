namespace NvScanner.Abstractions.Instruments;

/// <summary>A counter that fills many bins on its own clock and gives one trigger before every bin: the clock of a hardware-timed sweep.</summary>
public interface ITriggeredCounter
{
    /// <summary>Most bins in one acquisition.</summary>
    int MaximumBins { get; }

    /// <summary>Arms an acquisition; each bin is one trigger, then <paramref name="settling"/> without counting, then <paramref name="dwell"/> of counting. Returns when the counter waits for <see cref="ReadBinsAsync"/>.</summary>
    ValueTask ArmAsync(int bins, TimeSpan dwell, TimeSpan settling, CancellationToken cancellationToken);

    /// <summary>Starts the armed acquisition and returns when every bin has been written into <paramref name="counts"/> (length = bins). May be called again without arming.</summary>
    ValueTask ReadBinsAsync(Memory<uint> counts, CancellationToken cancellationToken);
}
