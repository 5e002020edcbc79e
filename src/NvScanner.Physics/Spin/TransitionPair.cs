namespace NvScanner.Physics.Spin;

/// <summary>Both transition frequencies from the lowest ground level, in Hz, sorted.</summary>
/// <param name="LowerHz">The lower frequency.</param>
/// <param name="UpperHz">The upper frequency.</param>
public readonly record struct TransitionPair(double LowerHz, double UpperHz)
{
    /// <summary>Frequency of the named line in Hz.</summary>
    public double this[NvLine line] => line == NvLine.Lower ? LowerHz : UpperHz;
}
