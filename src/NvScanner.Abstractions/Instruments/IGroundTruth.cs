namespace NvScanner.Abstractions.Instruments;

/// <summary>Implemented by the simulated stage: the truth at the NV's actual position now, for scoring, never for the measurement.</summary>
public interface IGroundTruth
{
    /// <summary>The twin's own values at the present position, bias, current and time.</summary>
    GroundTruth ReadTruth();
}
