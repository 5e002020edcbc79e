using NvScanner.Abstractions.Runs;
using NvScanner.Storage.Reading;

namespace NvScanner.Reporting.Runs;

/// <summary>How well a run went, over all its frames and measured pixels.</summary>
public sealed record RunHealth
{
    /// <summary>Pixels that the plan has.</summary>
    public required long Planned { get; init; }

    /// <summary>Pixels that were measured and committed.</summary>
    public required long Measured { get; init; }

    /// <summary>Measured pixels with a finite field.</summary>
    public required long Converged { get; init; }

    /// <summary>Measured pixels that the reason map finds nothing wrong with.</summary>
    public required long Valid { get; init; }

    /// <summary>Measured pixels that the reason map finds something wrong with.</summary>
    public long Flagged => Measured - Valid;

    /// <summary>The commonest reason of the flagged pixels; null when none is flagged.</summary>
    public required PixelReason? LeadingReason { get; init; }

    /// <summary>Whether pixels were measured and fewer than half of them are valid.</summary>
    public bool IsMostlyFlagged => Measured > 0 && 2 * Valid < Measured;

    /// <summary>Pixels of the plan by reason, in the order of the codes.</summary>
    public required IReadOnlyList<(PixelReason Reason, long Pixels)> Reasons { get; init; }

    /// <summary>Reduced chi-square of every measured pixel.</summary>
    public required double[] ChiSquares { get; init; }

    /// <summary>One-sigma error of the field in T of every measured pixel.</summary>
    public required double[] FieldErrorsTesla { get; init; }

    /// <summary>(B_fit - B_true) / sigma of every measured pixel; empty without truth.</summary>
    public required double[] Pulls { get; init; }

    /// <summary>Length of the run in s; for an unfinished one, up to its last pixel; NaN without any.</summary>
    public required double ElapsedSeconds { get; init; }

    /// <summary>Photon-collecting s of the scan, reference visits between pixels included; for an unfinished run, of its measured pixels.</summary>
    public required double PhotonSeconds { get; init; }

    /// <summary>Seconds from the first pixel to the last.</summary>
    public required double ScanSeconds { get; init; }

    /// <summary>Photon-collecting share of the scan: <see cref="RunFile.DutyCycle"/>, as far as it has come for an unfinished run.</summary>
    public double DutyCycle => PhotonSeconds / ScanSeconds;

    /// <summary>Seconds of the scan per measured pixel that are not photon collection.</summary>
    public double OverheadSecondsPerPixel => Measured == 0 ? double.NaN : (ScanSeconds - PhotonSeconds) / Measured;

    /// <summary>Median of |pull|, 0.674 where the error bars are right; NaN without truth.</summary>
    public double MedianPull => Statistics.Median(Pulls.Select(Math.Abs));

    /// <summary>Reads the health of a run.</summary>
    public static RunHealth Of(RunFile run)
    {
        var (chiSquares, errors, pulls) = (new List<double>(), new List<double>(), new List<double>());
        var reasons = new SortedDictionary<PixelReason, long>();
        var flagged = new SortedDictionary<PixelReason, long>();
        var (measured, valid, converged, photons, first, last) = (0L, 0L, 0L, 0.0, double.NaN, double.NaN);
        for (var frame = 0; frame < run.Shape.Frames; frame++)
        {
            var (states, codes) = (run.ReadStates(frame), run.ReadReasons(frame));
            var (field, error, chi) = (run.ReadMap("B_parallel", frame), run.ReadMap("B_parallel_errors", frame), run.ReadMap("chi2_reduced", frame));
            var (time, duration) = (run.ReadRaw("time", frame), run.ReadRaw("duration", frame));
            var truth = run.HasTruth ? run.ReadTruth("B_parallel", frame) : [];
            for (var i = 0; i < states.Length; i++)
            {
                reasons[codes[i]] = reasons.GetValueOrDefault(codes[i]) + 1;
                if (states[i] == PixelState.NotMeasured)
                    continue;
                measured++;
                if (states[i] == PixelState.Valid)
                    valid++;
                else
                    flagged[codes[i]] = flagged.GetValueOrDefault(codes[i]) + 1;
                converged += double.IsFinite(field[i]) ? 1 : 0;
                chiSquares.Add(chi[i]);
                errors.Add(error[i]);
                if (truth.Length > 0)
                    pulls.Add((field[i] - truth[i]) / error[i]);
                if (!double.IsFinite(duration[i]))
                    continue;
                photons += duration[i];
                first = double.MinNumber(first, time[i] - duration[i] / 2);
                last = double.MaxNumber(last, time[i] + duration[i] / 2);
            }
        }

        var finished = double.IsFinite(run.DurationSeconds) && double.IsFinite(run.ScanSeconds);
        return new()
        {
            Planned = run.Shape.PixelCount,
            Measured = measured,
            Converged = converged,
            Valid = valid,
            LeadingReason = flagged.Count == 0 ? null : flagged.MaxBy(f => f.Value).Key,
            Reasons = [.. reasons.Select(r => (r.Key, r.Value))],
            ChiSquares = [.. chiSquares],
            FieldErrorsTesla = [.. errors],
            Pulls = [.. pulls],
            ElapsedSeconds = finished ? run.DurationSeconds : last,
            PhotonSeconds = finished ? run.ScanPhotonSeconds : photons,
            ScanSeconds = finished ? run.ScanSeconds : last - first,
        };
    }
}
