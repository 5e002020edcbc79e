using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Fitting;
using NvScanner.Physics;
using NvScanner.Storage.Writing;

namespace NvScanner.Reporting.Tests.Support;

/// <summary>A small honest run: a field in the shape of a letter F, spectra with shot noise, fitted and stored by the real writer.</summary>
internal sealed record TestRun
{
    public const double BiasTesla = 1.5e-3;
    public const double SplittingHz = 2.870e9;

    public int Repeat { get; init; } = 3;

    /// <summary>Spectra without any dip.</summary>
    public bool Dark { get; init; }

    /// <summary>Whether events are recorded before the end of the run.</summary>
    public bool HasEvents { get; init; } = true;

    public int Frames { get; init; } = 1;

    /// <summary>Pixels that are measured; all of them by default.</summary>
    public int Measured { get; init; } = int.MaxValue;

    public RunState EndState { get; init; } = RunState.Completed;

    /// <summary>False leaves the file as a killed run leaves it.</summary>
    public bool Completes { get; init; } = true;

    public bool HasTruth { get; init; } = true;

    public string Name { get; init; } = "letter-f";

    public double RotationDegrees { get; init; }

    /// <summary>Two narrow windows far apart, as at 80 mT, instead of one.</summary>
    public bool TwoWindows { get; init; }

    /// <summary>Error of the reference that the stray field carries.</summary>
    public double ReferenceErrorTesla { get; init; } = 0.4e-6;

    /// <summary>Systematic error of the field as the physics page has it: 0 for a pair of lines.</summary>
    public double SystematicTesla { get; init; }

    /// <summary>Photon collection of the reference visit, which comes before the first pixel.</summary>
    public const double ReferenceSeconds = 30;

    public double SizeX { get; init; } = 0.7e-6;

    public double SizeY { get; init; } = 0.9e-6;

    /// <summary>Rows that are measured of the letter's, from its foot; all of them by default.</summary>
    public int Rows { get; init; } = int.MaxValue;

    public int PixelsX => 7 * Repeat;

    public int PixelsY => Math.Min(Rows, 9 * Repeat);

    private double Bias => TwoWindows ? 30e-3 : BiasTesla;

    /// <summary>True stray field: the letter, and a dipole in the lower right corner.</summary>
    public double StrayTesla(int ix, int iy)
    {
        var (dx, dy) = ((ix + 0.5) / PixelsX - 0.8, (iy + 0.5) / PixelsY - 0.2);
        return (Some.IsInk(ix / Repeat, iy / Repeat) ? 60e-6 : -10e-6) - 90e-6 * Math.Exp(-(dx * dx + dy * dy) / 0.012);
    }

    public async Task WriteAsync(string path)
    {
        var run = Started();
        await using var writer = new RunFileWriter(path, new() { Overwrite = true, PowerCutSafe = false }, new MachineClock());
        await writer.OpenAsync(run, CancellationToken.None);
        await writer.RecordAsync(new RunStateChanged(0, RunState.Running), CancellationToken.None);
        if (HasEvents)
            await writer.RecordAsync(new RunEvent(0.5, EventLevel.Information, "run-started", "Preflight passed <b>&\"</b>"), CancellationToken.None);
        await writer.RecordAsync(new ReferenceVisit(1, 0, Bias, 0.4e-6, SplittingHz, 0.15, 3e5), CancellationToken.None);
        var fitter = new SpectrumFitter(run.FrequenciesHz, new() { Model = FitModel.Parse(run.FitModel) });
        var results = new FitResults(1, fitter.MaximumLines);
        var page = new PixelPage(PixelsX, run.FrequenciesHz.Length);
        var visit = 0;
        for (var frame = 0; frame < Frames; frame++)
        {
            for (var iy = 0; iy < PixelsY && visit < Measured; iy++)
            {
                page.Clear();
                page.FirstVisit = visit;
                for (var ix = 0; ix < PixelsX && visit < Measured; ix++, visit++)
                    Fill(page, page.Count++, run, frame, ix, iy, visit, fitter, results);
                page.EndsLine = true;
                await writer.AppendAsync(page, CancellationToken.None);
            }
        }

        if (HasEvents)
            await writer.RecordAsync(new RunEvent(3.1 * visit, EventLevel.Warning, "photon-rate-low", "12 kcps for 1 s; the run waited"), CancellationToken.None);
        if (Completes)
            await writer.CompleteAsync(new(3.2 * visit + 40, EndState, "Every pixel was visited", 3.0 * visit + ReferenceSeconds, 0.25), CancellationToken.None);
    }

    private void Fill(PixelPage page, int at, RunStarted run, int frame, int ix, int iy, int visit, SpectrumFitter fitter, FitResults results)
    {
        var stray = StrayTesla(ix, iy) * (1 + 0.3 * frame);
        var d = SplittingHz + 20e3 * ix / PixelsX;
        var noise = new Noise(1000 * frame + 7, visit);
        var blind = Dark || (ix == 4 && iy == 2);
        var counts = page.CountsOf(at);
        for (var k = 0; k < counts.Length; k++)
            counts[k] = noise.Poisson(7440 * (1 - (blind ? 0 : Dip(run.FrequenciesHz[k], d - PhysicalConstants.GyromagneticRatioHzPerTesla * (Bias + stray)) + Dip(run.FrequenciesHz[k], d + PhysicalConstants.GyromagneticRatioHzPerTesla * (Bias + stray)))));
        fitter.Fit(counts, 1, results);
        page.Frames[at] = frame;
        page.Pixels[at] = iy * PixelsX + ix;
        page.Sweeps[at] = 25;
        page.States[at] = results.IsConverged(0) ? PixelState.Valid : PixelState.Flagged;
        page.Reasons[at] = (PixelReason)(byte)results.Reasons[0];
        page[PixelColumn.Time][at] = 5 + 3.2 * (visit + 0.5);
        page[PixelColumn.Duration][at] = 3;
        page[PixelColumn.Topography][at] = 100e-9 * (Some.IsInk(ix / Repeat, iy / Repeat) ? 1 : 0) + 1e-9 * noise.Gauss();
        page[PixelColumn.PhotonRate][at] = 3e5 + 600 * noise.Gauss();
        page[PixelColumn.PhotonRateError][at] = 600;
        page[PixelColumn.ReducedChiSquare][at] = results.Chi2Reduced[0];
        page[PixelColumn.TrueParallelField][at] = Bias + stray;
        page[PixelColumn.TrueZeroFieldSplitting][at] = d;
        page[PixelColumn.TrueTemperature][at] = 298;
        if (!results.IsConverged(0) || results.LineCounts[0] < 2)
            return;
        var (low, high) = (results.CentresHz[0], results.CentresHz[1]);
        var (lowStd, highStd, covariance) = (results.CentreStdsHz[0], results.CentreStdsHz[1], results.CentreCovariancesHz2[0]);
        var field = (high - low) / (2 * PhysicalConstants.GyromagneticRatioHzPerTesla);
        var error = Math.Sqrt(lowStd * lowStd + highStd * highStd - 2 * covariance) / (2 * PhysicalConstants.GyromagneticRatioHzPerTesla);
        page[PixelColumn.ParallelField][at] = field;
        page[PixelColumn.ParallelFieldError][at] = error;
        page[PixelColumn.StrayField][at] = field - Bias;
        page[PixelColumn.StrayFieldError][at] = Math.Sqrt(error * error + ReferenceErrorTesla * ReferenceErrorTesla);
        page[PixelColumn.ZeroFieldSplitting][at] = (low + high) / 2;
        page[PixelColumn.ZeroFieldSplittingError][at] = Math.Sqrt(lowStd * lowStd + highStd * highStd + 2 * covariance) / 2;
        page[PixelColumn.LowerFrequency][at] = low;
        page[PixelColumn.LowerFrequencyError][at] = lowStd;
        page[PixelColumn.UpperFrequency][at] = high;
        page[PixelColumn.UpperFrequencyError][at] = highStd;
        page[PixelColumn.Contrast][at] = (results.Contrasts[0] + results.Contrasts[1]) / 2;
        page[PixelColumn.ContrastError][at] = Math.Sqrt(results.ContrastStds[0] * results.ContrastStds[0] + results.ContrastStds[1] * results.ContrastStds[1]) / 2;
        page[PixelColumn.Linewidth][at] = (results.FwhmsHz[0] + results.FwhmsHz[1]) / 2;
        page[PixelColumn.LinewidthError][at] = Math.Sqrt(results.FwhmStdsHz[0] * results.FwhmStdsHz[0] + results.FwhmStdsHz[1] * results.FwhmStdsHz[1]) / 2;
    }

    private static double Dip(double frequencyHz, double centreHz)
    {
        var sum = 0.0;
        foreach (var offset in new[] { -PhysicalConstants.Nitrogen14SplittingHz, 0, PhysicalConstants.Nitrogen14SplittingHz })
        {
            var u = 2 * (frequencyHz - centreHz - offset) / 2.4e6;
            sum += 0.05 / (1 + u * u);
        }

        return sum;
    }

    private RunStarted Started()
    {
        var (low, high) = (SplittingHz - PhysicalConstants.GyromagneticRatioHzPerTesla * Bias, SplittingHz + PhysicalConstants.GyromagneticRatioHzPerTesla * Bias);
        var plan = new ScanPlan
        {
            Name = Name,
            Sample = new("strip-03", "test-conductor", "a letter"),
            Scan = new()
            {
                OriginX = 1e-6, OriginY = -2e-6, SizeX = SizeX, SizeY = SizeY, PixelsX = PixelsX, PixelsY = PixelsY, Frames = Frames, Rotation = new(RotationDegrees),
            },
            Protocol = new()
            {
                Windows = TwoWindows ? [new(low - 15e6, low + 15e6, 61), new(high - 15e6, high + 15e6, 61)] : [new(2.80e9, 2.94e9, 141)],
                Dwell = TimeSpan.FromMilliseconds(1),
                Repeats = 25,
            },
            MicrowavePower = new(-8),
            LaserPower = new(150e-6),
            BiasField = new(new(Bias)),
            Reference = new(ReferenceMode.Retracted, 8),
            SourceText = "schema: 1\nname: letter-f   # <script>alert('x')</script>\n",
        };
        return new()
        {
            RunId = new Guid("6ff0b9c4-5f0a-4e0e-9c3e-2b64bb0a6f3a"),
            StartTime = new(2026, 11, 21, 20, 31, 5, TimeSpan.FromHours(1)),
            Plan = plan,
            Profile = new() { Name = "simulated-letter-f", Instruments = [], Tip = new(), SourceText = "schema: 1\nname: simulated-letter-f\n" },
            Identities = new Dictionary<string, InstrumentIdentity>(),
            FrequenciesHz = plan.Protocol.FrequenciesHz(),
            FitModel = "n14-triplet2",
            ParallelFieldSystematicTesla = [.. Enumerable.Repeat(SystematicTesla, Frames)],
            NvAxis = new(0, 0, 1),
            ResponseAxis = new(0, 0, 1),
            HasTruth = HasTruth,
            Seed = HasTruth ? 42 : null,
            LongestDuration = TimeSpan.FromHours(1),
            Versions = new Dictionary<string, string> { ["NvScanner"] = "0.1.0", ["commit"] = "0123abc" },
        };
    }

    /// <summary>The writer's commit timer needs a clock; nothing here depends on what it says.</summary>
    private sealed class MachineClock : TimeProvider;
}
