using NvScanner.Abstractions.Runs;
using NvScanner.Acquisition.Evaluation;
using NvScanner.Acquisition.Sequencing;

namespace NvScanner.Acquisition.Pipeline;

/// <summary>Fits pages in batches and subtracts the latest reference that was measured before them.</summary>
internal sealed class FitStage(SpectrumEvaluator evaluator)
{
    private double _referenceTesla = double.NaN;
    private double _referenceErrorTesla = double.NaN;

    /// <summary>Notices the reference visits among the documents that pass by.</summary>
    public void Notice(RunDocument document)
    {
        if (document is ReferenceVisit visit)
            (_referenceTesla, _referenceErrorTesla) = (visit.ParallelFieldTesla, visit.ParallelFieldErrorTesla);
    }

    /// <summary>Fits every pixel of a page that can be believed.</summary>
    public void Fit(PixelPage page)
    {
        if (page.IsUnvouched)
        {
            Mark(page, PixelReason.Unvouched);
            return;
        }

        evaluator.Fit(page.Counts.AsSpan(0, page.Count * page.Bins), page.Count);
        for (var pixel = 0; pixel < page.Count; pixel++)
        {
            var fit = page.CountsOf(pixel).Contains(SpectrumMeasurement.OverRange) ? PixelFit.Undetermined(PixelReason.Saturated) : evaluator.Read(pixel, page.Sweeps[pixel]);
            fit.WriteTo(page, pixel);
            page[PixelColumn.StrayField][pixel] = fit.ParallelFieldTesla - _referenceTesla;
            page[PixelColumn.StrayFieldError][pixel] = double.Hypot(fit.ParallelFieldErrorTesla, _referenceErrorTesla);
        }
    }

    /// <summary>Marks every pixel of a page that is not fitted; the counts are kept.</summary>
    public static void Mark(PixelPage page, PixelReason reason)
    {
        for (var pixel = 0; pixel < page.Count; pixel++)
            PixelFit.Undetermined(reason).WriteTo(page, pixel);
    }
}
