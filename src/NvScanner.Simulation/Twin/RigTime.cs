namespace NvScanner.Simulation.Twin;

/// <summary>Seconds since the rig was made: the time on which everything in the twin depends that changes by itself.</summary>
internal sealed class RigTime(TimeProvider time)
{
    private readonly long _origin = time.GetTimestamp();

    /// <summary>When the rig was made, in seconds on the run's clock.</summary>
    public double OriginSeconds => _origin / (double)time.TimestampFrequency;

    public double Now => (time.GetTimestamp() - _origin) / (double)time.TimestampFrequency;
}
