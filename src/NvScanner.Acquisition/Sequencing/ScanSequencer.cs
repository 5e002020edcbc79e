using System.Runtime.CompilerServices;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Cell;
using NvScanner.Acquisition.Pipeline;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>Walks the schedule: pause when wanted, monitor and reference when due, tip down, then every pixel of the line: pause when wanted, monitor when due, announce, move, topography, spectrum, truth; then, when its page has to go, the instruments' word for it. Runs as one actor on the run's clock.</summary>
/// <remarks>
/// The guard resumes on the actor, and what it resumes runs on from there: methods between it and the line therefore await each other without going through the
/// actor's queue again (ConfigureAwait(false)), which would cost a post and an allocation each. Whoever awaits another thread must not do so.
/// </remarks>
internal sealed class ScanSequencer(
    RunContext run, SpectrumMeasurement spectrum, ReferenceVisitor references, RigMonitor monitor, Inspection inspection, MeasurementKeys keys, StageControl stage, TipControl tip, CellHistory? cell,
    PageFeed feed, RunPause pause)
{
    private readonly ScanGeometry _scan = run.Plan.Scan;
    private readonly IGroundTruth? _truth = run.Rig.Truth;
    private double _pixelPhotonSeconds;
    private double _photonSecondsBefore;
    private double _began = double.NaN;
    private double _latest = double.NaN;
    private double _waitingSince;
    private double _pausedBefore;
    private double _paused;

    /// <summary>Photon-collecting seconds of pixels and reference visits.</summary>
    public double PhotonSeconds => _pixelPhotonSeconds + references.PhotonSeconds;

    /// <summary>Those of them within <see cref="ScanSeconds"/>.</summary>
    public double ScanPhotonSeconds => PhotonSeconds - _photonSecondsBefore;

    /// <summary>Seconds from the first pixel's begin, tip down, to the latest pixel's end; reference visits in between included, pauses not.</summary>
    public double ScanSeconds => _latest - _began - _paused;

    /// <summary>Visits all pixels from the settings' first one on; returns when the last page is on its way.</summary>
    public async Task RunAsync()
    {
        var schedule = run.Schedule;
        var first = schedule.GetVisit(run.Settings.FirstVisit);
        for (var number = LineOf(first); number < schedule.LineCount; number++)
        {
            var line = schedule.GetLine(number);
            var firstIndex = (int)Math.Max(0, first.Visit - line.FirstVisit);
            if (pause.IsWantedBetweenLines)
                await StandStillAsync();
            await ApproachAsync(number, schedule.GetVisit(line, firstIndex));
            if (double.IsNaN(_began))
                (_began, _photonSecondsBefore, _pausedBefore) = (run.SecondsSinceStart(), PhotonSeconds, pause.Seconds);
            // here and not deeper: every method between the wait and the actor would cost an allocation per line
            if (!feed.IsReady)
                feed.Use(await feed.RentAsync());
            await ScanLineAsync(number, line, firstIndex);
        }
    }

    private long LineOf(PixelVisit visit)
    {
        long low = 0, high = run.Schedule.LineCount - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (run.Schedule.GetLine(middle).FirstVisit <= visit.Visit)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    private async ValueTask StandStillAsync()
    {
        await pause.StandStillAsync();
        references.Forget();
    }

    private async ValueTask ApproachAsync(long line, PixelVisit next)
    {
        await monitor.CheckAsync();
        await references.VisitBeforeAsync(line, next);
        // before the next move, so that no pixel's position is read while the tip is up
        await tip.EnsureDownAsync();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ScanLineAsync(long number, ScanLine line, int firstIndex)
    {
        for (var index = firstIndex; index < line.Length; index++)
        {
            var visit = run.Schedule.GetVisit(line, index);
            if (pause.IsWanted)
            {
                await StandStillAsync();
                await ApproachAsync(number, visit);
            }

            await MeasurePixelAsync(visit, endsLine: index == line.Length - 1).ConfigureAwait(false);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask MeasurePixelAsync(PixelVisit visit, bool endsLine)
    {
        await monitor.CheckAsync();
        var key = new MeasurementKey(visit.Frame, visit.Y * _scan.PixelsX + visit.X, 0);
        keys.Begin(key);
        var target = _scan.PixelCentre(visit.X, visit.Y);
        var position = await stage.MoveToAsync(target);
        var topography = await tip.ReadTopographyAsync();

        var began = run.SecondsSinceStart();
        await spectrum.MeasureAsync(key, run.Operations).ConfigureAwait(false);
        (_latest, _paused) = (run.SecondsSinceStart(), pause.Seconds - _pausedBefore);
        _pixelPhotonSeconds += spectrum.PhotonSeconds;

        var middle = 0.5 * (began + _latest);
        var pixel = new MeasuredPixel(visit, target, position, topography, middle, spectrum.PhotonSeconds, spectrum.Sweeps, cell?.At(middle) ?? CellStamp.Unknown, _truth?.ReadTruth());
        await feed.ReadyAsync(); // a line has more pixels than one page, or a long pixel outlived the commit interval
        if (feed.IsEmpty)
            _waitingSince = began;
        feed.Add(pixel, spectrum.Counts);
        if (!endsLine && !feed.IsFull && _latest - _waitingSince < run.Settings.CommitInterval.TotalSeconds)
            return;
        await inspection.LookAsync().ConfigureAwait(false);
        await feed.HandOnAsync(endsLine);
    }
}
