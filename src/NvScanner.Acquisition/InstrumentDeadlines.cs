namespace NvScanner.Acquisition;

/// <summary>How long an operation of an instrument may take on the run's clock before the run fails; generous, since they end hangs and not slow replies.</summary>
public sealed record InstrumentDeadlines
{
    /// <summary>A set-point, a switch or a reading; also the margin on top of twice the counting time.</summary>
    public TimeSpan Command { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A move of the stage.</summary>
    public TimeSpan Move { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Approach, retract or change of height.</summary>
    public TimeSpan Tip { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A change of the bias field.</summary>
    public TimeSpan BiasField { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Deadline of an acquisition that counts for so long: twice that and the margin of a command.</summary>
    public TimeSpan Counting(TimeSpan duration) => 2 * duration + Command;
}
