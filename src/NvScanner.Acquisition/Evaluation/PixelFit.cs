using NvScanner.Abstractions.Runs;

namespace NvScanner.Acquisition.Evaluation;

/// <summary>What one spectrum says; SI units, errors are one standard deviation of the random part, NaN what is not determined.</summary>
internal readonly record struct PixelFit
{
    public PixelReason Reason { get; init; }

    public bool Converged { get; init; }

    public double ParallelFieldTesla { get; init; }

    public double ParallelFieldErrorTesla { get; init; }

    public double ZeroFieldSplittingHz { get; init; }

    public double ZeroFieldSplittingErrorHz { get; init; }

    public double LowerHz { get; init; }

    public double LowerErrorHz { get; init; }

    public double UpperHz { get; init; }

    public double UpperErrorHz { get; init; }

    public double Contrast { get; init; }

    public double ContrastError { get; init; }

    public double LinewidthHz { get; init; }

    public double LinewidthErrorHz { get; init; }

    public double PhotonRate { get; init; }

    public double PhotonRateError { get; init; }

    public double ReducedChiSquare { get; init; }

    /// <summary>Nothing is determined.</summary>
    public static PixelFit Undetermined(PixelReason reason) => new()
    {
        Reason = reason,
        ParallelFieldTesla = double.NaN,
        ParallelFieldErrorTesla = double.NaN,
        ZeroFieldSplittingHz = double.NaN,
        ZeroFieldSplittingErrorHz = double.NaN,
        LowerHz = double.NaN,
        LowerErrorHz = double.NaN,
        UpperHz = double.NaN,
        UpperErrorHz = double.NaN,
        Contrast = double.NaN,
        ContrastError = double.NaN,
        LinewidthHz = double.NaN,
        LinewidthErrorHz = double.NaN,
        PhotonRate = double.NaN,
        PhotonRateError = double.NaN,
        ReducedChiSquare = double.NaN,
    };

    /// <summary>Writes the fit into a page; the stray field is left to the caller, who knows the reference.</summary>
    public void WriteTo(PixelPage page, int pixel)
    {
        page.Reasons[pixel] = Reason;
        page.States[pixel] = Reason == PixelReason.Ok ? PixelState.Valid : PixelState.Flagged;
        page[PixelColumn.ParallelField][pixel] = ParallelFieldTesla;
        page[PixelColumn.ParallelFieldError][pixel] = ParallelFieldErrorTesla;
        page[PixelColumn.ZeroFieldSplitting][pixel] = ZeroFieldSplittingHz;
        page[PixelColumn.ZeroFieldSplittingError][pixel] = ZeroFieldSplittingErrorHz;
        page[PixelColumn.LowerFrequency][pixel] = LowerHz;
        page[PixelColumn.LowerFrequencyError][pixel] = LowerErrorHz;
        page[PixelColumn.UpperFrequency][pixel] = UpperHz;
        page[PixelColumn.UpperFrequencyError][pixel] = UpperErrorHz;
        page[PixelColumn.Contrast][pixel] = Contrast;
        page[PixelColumn.ContrastError][pixel] = ContrastError;
        page[PixelColumn.Linewidth][pixel] = LinewidthHz;
        page[PixelColumn.LinewidthError][pixel] = LinewidthErrorHz;
        page[PixelColumn.PhotonRate][pixel] = PhotonRate;
        page[PixelColumn.PhotonRateError][pixel] = PhotonRateError;
        page[PixelColumn.ReducedChiSquare][pixel] = ReducedChiSquare;
    }
}
