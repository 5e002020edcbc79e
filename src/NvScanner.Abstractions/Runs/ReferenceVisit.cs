namespace NvScanner.Abstractions.Runs;

/// <summary>The fitted result of one reference visit: /entry/reference.</summary>
/// <param name="TimeSeconds">Seconds since the run's start.</param>
/// <param name="Line">Running number of the line before which it was made.</param>
/// <param name="ParallelFieldTesla">B_parallel in T, NaN when not determined.</param>
/// <param name="ParallelFieldErrorTesla">One standard deviation of its random part.</param>
/// <param name="ZeroFieldSplittingHz">D in Hz.</param>
/// <param name="Contrast">Contrast.</param>
/// <param name="PhotonRate">Photons per second off resonance.</param>
public sealed record ReferenceVisit(double TimeSeconds, long Line, double ParallelFieldTesla, double ParallelFieldErrorTesla,
    double ZeroFieldSplittingHz, double Contrast, double PhotonRate) : RunDocument(TimeSeconds);
