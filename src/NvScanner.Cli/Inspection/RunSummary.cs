using System.Globalization;
using NvScanner.Storage.Reading;

namespace NvScanner.Cli.Inspection;

/// <summary>Figures of a run file, over all its frames.</summary>
/// <param name="Tally">Committed pixels.</param>
/// <param name="Converged">Committed pixels with a fitted field.</param>
/// <param name="MedianFieldErrorTesla">Median standard deviation of B_parallel in T; NaN when nothing was fitted.</param>
/// <param name="TruthScore">Median of |B_fit - B_true| / sigma on a simulated rig, 0.674 for honest Gaussian errors; NaN on a real one.</param>
/// <param name="DutyCycle">Photon-collecting part of the scan; NaN until its end.</param>
internal sealed record RunSummary(PixelTally Tally, long Converged, double MedianFieldErrorTesla, double TruthScore, double DutyCycle)
{
    /// <summary>Converged part of the committed pixels; NaN when there are none.</summary>
    public double ConvergedFraction => Converged / (double)Tally.Acknowledged;

    /// <summary>The truth score with its meaning.</summary>
    public string TruthScoreText => string.Create(CultureInfo.InvariantCulture, $"{TruthScore:F3} = median |B - B true| / sigma; 0.674 is right");

    /// <summary>Reads the figures of a file.</summary>
    public static RunSummary Of(RunFile file)
    {
        var errors = new List<double>();
        var scores = new List<double>();
        for (var frame = 0; frame < file.Shape.Frames; frame++)
        {
            var states = file.ReadStates(frame);
            var fields = file.ReadMap("B_parallel", frame);
            var sigmas = file.ReadMap("B_parallel_errors", frame);
            var truth = file.HasTruth ? file.ReadTruth("B_parallel", frame) : null;
            for (var i = 0; i < states.Length; i++)
            {
                if (states[i] == Abstractions.Runs.PixelState.NotMeasured || !double.IsFinite(fields[i]) || !double.IsFinite(sigmas[i]))
                    continue;
                errors.Add(sigmas[i]);
                if (truth is not null && double.IsFinite(truth[i]))
                    scores.Add(Math.Abs(fields[i] - truth[i]) / sigmas[i]);
            }
        }
        var tally = file.Tally();
        var photonSeconds = file.PhotonSeconds;
        var scanSeconds = photonSeconds + file.OverheadSecondsPerPixel * tally.Acknowledged;
        return new RunSummary(tally, errors.Count, Median(errors), Median(scores), photonSeconds / scanSeconds);
    }

    private static double Median(List<double> values)
    {
        if (values.Count == 0)
            return double.NaN;
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
