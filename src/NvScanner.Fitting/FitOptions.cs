using NvScanner.Fitting.Engine;

namespace NvScanner.Fitting;

/// <summary>What a <see cref="SpectrumFitter"/> fits; validated when the fitter is built.</summary>
public sealed record FitOptions
{
    /// <summary>The model; default `auto`.</summary>
    public FitModel Model { get; init; } = FitModel.Auto;

    /// <summary>What is known of the noise; default Poisson counts.</summary>
    public FitStatistics Statistics { get; init; } = FitStatistics.Poisson;

    /// <summary>With `auto`: only models with this many lines compete (1..8); null lets the number of lines compete too.</summary>
    public int? AutoLines { get; init; }

    /// <summary>Degree of the baseline polynomial (0..2); null means constant for a named model of counts, else chosen by the data.</summary>
    public int? BaselineDegree { get; init; }

    /// <summary>All lines of a named model have the same width; default false.</summary>
    public bool SharedWidth { get; init; }

    /// <summary>All lines of a named model have the same depth; default false.</summary>
    public bool SharedDepth { get; init; }

    /// <summary>The distance of the hyperfine components of a named model with a multiplet is fitted, within 0.5..1.5 of the known one; default false.</summary>
    public bool FreeSpacing { get; init; }

    /// <summary>Merged pairs get asymmetric bounds of their centres and their distance from the likelihood's profile; default false. Costs some 50 fits for each such pair.</summary>
    public bool ProfileMerged { get; init; }

    /// <summary>A spectrum with a count at or above this is reported as saturated; default none.</summary>
    public uint SaturationCounts { get; init; } = uint.MaxValue;

    /// <summary>The same for the engine.</summary>
    internal Ties Ties => new(SharedWidth, SharedDepth, FreeSpacing);
}
