using System.Globalization;
using NvScanner.Abstractions.Runs;
using NvScanner.Cli.Spectra;
using NvScanner.Storage.Reading;

namespace NvScanner.Cli.Inspection;

/// <summary>Figures of a run file, over all its frames.</summary>
/// <param name="Tally">Committed pixels.</param>
/// <param name="Converged">Committed pixels with a fitted field.</param>
/// <param name="MedianFieldErrorTesla">Median standard deviation of B_parallel in T; NaN when nothing was fitted.</param>
/// <param name="TruthScore">Median of |B_fit - B_true| / sigma on a simulated rig, 0.674 for honest Gaussian errors; NaN on a real one.</param>
/// <param name="DutyCycle">Photon-collecting part of the scan; NaN until its end.</param>
/// <param name="LeadingReason">Why most of the flagged pixels are flagged; Ok when none is.</param>
internal sealed record RunSummary(PixelTally Tally, long Converged, double MedianFieldErrorTesla, double TruthScore, double DutyCycle, PixelReason LeadingReason)
{
    /// <summary>Valid and flagged pixels with the leading reason, for people.</summary>
    public string PixelsText => string.Create(CultureInfo.InvariantCulture, $"{Tally.Valid} of {Tally.Total}") + (Tally.Flagged == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $", {Tally.Flagged} flagged ({(LeadingReason == PixelReason.Ok ? "no reason given" : "mostly: " + ReasonWords.Of(LeadingReason))})"));

    /// <summary>Converged part of the committed pixels; NaN when there are none.</summary>
    public double ConvergedFraction => Converged / (double)Tally.Acknowledged;

    /// <summary>The truth score with its meaning.</summary>
    public string TruthScoreText => string.Create(CultureInfo.InvariantCulture, $"{TruthScore:F3} = median |B - B true| / sigma; 0.674 is right");

    /// <summary>Reads the figures of a file.</summary>
    public static RunSummary Of(RunFile file)
    {
        var errors = new List<double>();
        var scores = new List<double>();
        var reasons = new long[Enum.GetValues<PixelReason>().Length];
        for (var frame = 0; frame < file.Shape.Frames; frame++)
        {
            var states = file.ReadStates(frame);
            var fields = file.ReadMap("B_parallel", frame);
            var sigmas = file.ReadMap("B_parallel_errors", frame);
            var codes = file.ReadReasons(frame);
            var truth = file.HasTruth ? file.ReadTruth("B_parallel", frame) : null;
            for (var i = 0; i < states.Length; i++)
            {
                if (states[i] == PixelState.Flagged)
                    reasons[(int)codes[i]]++;
                if (states[i] == PixelState.NotMeasured || !double.IsFinite(fields[i]) || !double.IsFinite(sigmas[i]))
                    continue;
                errors.Add(sigmas[i]);
                if (truth is not null && double.IsFinite(truth[i]))
                    scores.Add(Math.Abs(fields[i] - truth[i]) / sigmas[i]);
            }
        }
        var leading = (PixelReason)Array.IndexOf(reasons, reasons.Max());
        return new RunSummary(file.Tally(), errors.Count, Median(errors), Median(scores), file.DutyCycle, reasons.Sum() == 0 ? PixelReason.Ok : leading);
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
