namespace NvScanner.Abstractions.Runs;

/// <summary>One double per pixel of a page. NaN means not determined.</summary>
public enum PixelColumn
{
    /// <summary>Seconds since the run's start at the pixel's middle.</summary>
    Time,

    /// <summary>Photon-collecting seconds.</summary>
    Duration,

    /// <summary>Height of the sample in metres.</summary>
    Topography,

    /// <summary>B_parallel in T.</summary>
    ParallelField,

    /// <summary>One standard deviation of its random part in T.</summary>
    ParallelFieldError,

    /// <summary>B_parallel minus the reference in T.</summary>
    StrayField,

    /// <summary>One standard deviation of the random part of the stray field in T, the reference's included.</summary>
    StrayFieldError,

    /// <summary>D in Hz; NaN when a single line was measured.</summary>
    ZeroFieldSplitting,

    /// <summary>One standard deviation in Hz.</summary>
    ZeroFieldSplittingError,

    /// <summary>Frequency of the lower line in Hz.</summary>
    LowerFrequency,

    /// <summary>One standard deviation in Hz.</summary>
    LowerFrequencyError,

    /// <summary>Frequency of the upper line in Hz.</summary>
    UpperFrequency,

    /// <summary>One standard deviation in Hz.</summary>
    UpperFrequencyError,

    /// <summary>Contrast, mean of the measured lines (multiplets summed).</summary>
    Contrast,

    /// <summary>One standard deviation.</summary>
    ContrastError,

    /// <summary>FWHM in Hz, mean of the measured lines.</summary>
    Linewidth,

    /// <summary>One standard deviation in Hz.</summary>
    LinewidthError,

    /// <summary>Photons per second off resonance, dead time corrected.</summary>
    PhotonRate,

    /// <summary>One standard deviation in 1/s.</summary>
    PhotonRateError,

    /// <summary>Reduced chi-square of the fit.</summary>
    ReducedChiSquare,

    /// <summary>The twin's n . B in T.</summary>
    TrueParallelField,

    /// <summary>The twin's D in Hz.</summary>
    TrueZeroFieldSplitting,

    /// <summary>The twin's temperature in K.</summary>
    TrueTemperature,

    /// <summary>The twin's lithium content x.</summary>
    TrueLithiumContent,

    /// <summary>Cell voltage in V at the pixel's middle.</summary>
    CellVoltage,

    /// <summary>Cell current in A at the pixel's middle; positive charges.</summary>
    CellCurrent,

    /// <summary>State of charge at the pixel's middle.</summary>
    StateOfCharge,

    /// <summary>Cycle of the cell programme at the pixel's middle, from 1.</summary>
    CellCycle,
}
