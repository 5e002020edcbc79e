namespace NvScanner.Abstractions.Instruments;

/// <summary>A microwave source that plays a stored list of frequencies, one step per external trigger.</summary>
public interface IFrequencySweeper
{
    /// <summary>Longest list the device stores.</summary>
    int MaximumListLength { get; }

    /// <summary>Time the device needs to settle after a trigger; the counter leaves it out of its bins.</summary>
    TimeSpan StepSettling { get; }

    /// <summary>Loads the list in Hz; returns when the device has learnt it. The present power is used for every point.</summary>
    ValueTask LoadListAsync(ReadOnlyMemory<double> frequenciesHz, CancellationToken cancellationToken);

    /// <summary>Goes to the list's start with the output on, so that the next trigger selects index 0; returns when triggers are accepted.</summary>
    ValueTask ArmAsync(CancellationToken cancellationToken);
}
