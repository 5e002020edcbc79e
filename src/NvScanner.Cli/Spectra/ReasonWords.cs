using NvScanner.Abstractions.Runs;
using NvScanner.Fitting;

namespace NvScanner.Cli.Spectra;

/// <summary>Reason codes in words.</summary>
internal static class ReasonWords
{
    /// <summary>The words of a pixel's code: those of its fit, and one that only runs have.</summary>
    public static string Of(PixelReason reason) => reason == PixelReason.Unvouched ? "unvouched" : Of((FitReason)reason);

    /// <summary>The words of a fit's code, for example "no dip".</summary>
    public static string Of(FitReason reason) => reason switch
    {
        FitReason.Ok => "ok",
        FitReason.NotMeasured => "not measured",
        FitReason.NotConverged => "not converged",
        FitReason.AtBound => "at bound",
        FitReason.Merged => "merged",
        FitReason.NoDip => "no dip",
        FitReason.Saturated => "saturated",
        FitReason.TooFewCounts => "too few counts",
        FitReason.ModelInadequate => "model inadequate",
        FitReason.LockLost => "lock lost",
        FitReason.OutlierSweeps => "outlier sweeps",
        FitReason.Skipped => "skipped",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "unknown reason code"),
    };
}
