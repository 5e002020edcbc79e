using NvScanner.Abstractions.Runs;
using NvScanner.Fitting;
using NvScanner.Storage.Reading;

namespace NvScanner.Cli.Spectra;

/// <summary>Refits the raw counts of a run file's committed pixels; the file is only read.</summary>
internal sealed class RunFileFits(RunFile file, FitModel model, TimeProvider clock)
{
    /// <summary>So many spectra are read and fitted at a time, whole rows of them.</summary>
    private const int Batch = 8192;

    /// <summary>Spectra fitted so far.</summary>
    public int Spectra { get; private set; }

    /// <summary>Time spent on fitting alone.</summary>
    public TimeSpan FittingTime { get; private set; }

    /// <summary>Threads that fit.</summary>
    public int Threads { get; private set; }

    /// <summary>Fits rows of pixels. `auto` is the model that the run itself used, so that a refit tells the same story.</summary>
    public IEnumerable<FittedSpectrum> Fit()
    {
        var shape = file.Shape;
        var options = new FitOptions { Model = model.IsAuto ? FitModel.Parse(file.FitModel) : model, Statistics = FitStatistics.Poisson };
        var fitter = new ParallelFitter(file.FrequenciesHz, options);
        Threads = fitter.Threads;
        var rowsAtOnce = Math.Clamp(Batch / shape.PixelsX, 1, shape.PixelsY);
        var results = new FitResults(rowsAtOnce * shape.PixelsX, fitter.MaximumLines);
        for (var frame = 0; frame < shape.Frames; frame++)
        {
            var states = file.ReadStates(frame);
            for (var y = 0; y < shape.PixelsY; y += rowsAtOnce)
            {
                var first = y * shape.PixelsX;
                var pixels = Math.Min(rowsAtOnce, shape.PixelsY - y) * shape.PixelsX;
                if (!states.AsSpan(first, pixels).ContainsAnyExcept(PixelState.NotMeasured))
                    continue;
                var counts = file.ReadCountsBlock(frame, y, pixels / shape.PixelsX);
                var start = clock.GetTimestamp();
                fitter.Fit(counts, pixels, results);
                FittingTime += clock.GetElapsedTime(start);
                Spectra += pixels;
                for (var pixel = 0; pixel < pixels; pixel++)
                    if (states[first + pixel] != PixelState.NotMeasured)
                        yield return SpectrumFits.Describe(file.Path, frame * shape.PixelsPerFrame + first + pixel, results, pixel);
            }
        }
    }
}
