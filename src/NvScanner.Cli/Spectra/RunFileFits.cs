using NvScanner.Abstractions.Runs;
using NvScanner.Fitting;
using NvScanner.Storage.Reading;

namespace NvScanner.Cli.Spectra;

/// <summary>Refits the raw counts of a run file's committed pixels; the file is only read.</summary>
internal static class RunFileFits
{
    /// <summary>Fits row by row. `auto` is the model that the run itself used, so that a refit tells the same story.</summary>
    public static IEnumerable<FittedSpectrum> Fit(RunFile file, FitModel model)
    {
        var shape = file.Shape;
        var options = new FitOptions { Model = model.IsAuto ? FitModel.Parse(file.FitModel) : model, Statistics = FitStatistics.Poisson };
        var fitter = new SpectrumFitter(file.FrequenciesHz, options);
        var results = new FitResults(shape.PixelsX, fitter.MaximumLines);
        for (var frame = 0; frame < shape.Frames; frame++)
        {
            var states = file.ReadStates(frame);
            for (var y = 0; y < shape.PixelsY; y++)
            {
                if (!states.AsSpan(y * shape.PixelsX, shape.PixelsX).ContainsAnyExcept(PixelState.NotMeasured))
                    continue;
                fitter.Fit(file.ReadCountsBlock(frame, y, 1), shape.PixelsX, results);
                for (var x = 0; x < shape.PixelsX; x++)
                {
                    var pixel = y * shape.PixelsX + x;
                    if (states[pixel] != PixelState.NotMeasured)
                        yield return SpectrumFits.Describe(file.Path, frame * shape.PixelsPerFrame + pixel, results, x);
                }
            }
        }
    }
}
