namespace NvScanner.Abstractions.Instruments;

/// <summary>A photon counter that counts while the gate line of a pulse generator is high: one number per gate of the sequence, summed over its repetitions.</summary>
public interface IGatedCounter
{
    /// <summary>Most gates in one repetition.</summary>
    int MaximumGates { get; }

    /// <summary>Arms for so many gates per repetition, with all counts at zero; returns when the counter waits for the first gate.</summary>
    ValueTask ArmGatesAsync(int gates, CancellationToken cancellationToken);

    /// <summary>
    /// Fetches what each gate has counted since the counter was armed or read and begins again from zero; returns when <paramref name="counts"/> (length = gates) is filled.
    /// Throws <see cref="InstrumentReplyException"/> after an overflow, or when a sequence had another number of gates.
    /// </summary>
    ValueTask ReadGatesAsync(Memory<uint> counts, CancellationToken cancellationToken);
}
