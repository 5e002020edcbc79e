using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Tests.Fakes;

namespace NvScanner.Acquisition.Tests;

public sealed class RunCoordinatorTests
{
    [Fact]
    public async Task A_run_visits_every_pixel_fits_it_and_leaves_the_rig_safe()
    {
        using var run = new TestRun();
        run.Bench.Latency = TimeSpan.FromMilliseconds(1);
        run.Bench.ParallelTesla = position => 1.5e-3 + 30e-6 * Math.Sign(position.X - 200e-9);
        var outcome = await run.GoAsync(Some.Plan());

        Assert.Equal(RunState.Completed, outcome.State);
        run.AssertSound(outcome);
        Assert.Equal(12, outcome.Pixels);
        Assert.Equal(12, outcome.Converged);
        Assert.Equal([RunState.Preparing, RunState.Running, RunState.Finishing], run.Sink.States);
        Assert.Equal([0, 1, 2, 3, 7, 6, 5, 4, 8, 9, 10, 11], run.Sink.Pixels.Select(p => p.Pixel));
        Assert.All(run.Sink.Pixels, p =>
        {
            Assert.Equal(PixelReason.Ok, p.Reason);
            Assert.Equal(PixelState.Valid, p.State);
            Assert.InRange(p.Field, 1.44e-3, 1.56e-3);
            Assert.Equal(p.SetX < 200e-9 ? 1.47e-3 : 1.53e-3, p.Field, 5 * p.FieldError);
            Assert.Equal(p.SetX + 1e-9, p.ReadX, 1e-15);
            Assert.Equal(4u, p.Sweeps);
            Assert.Equal(0.244, p.Duration, 1e-9);
            Assert.InRange(p.Rate, 290e3, 310e3);
            Assert.True(double.IsNaN(p.Stray)); // no reference was asked for
        });
        Assert.Equal("lorentzian2", run.Sink.Started!.FitModel);
        Assert.True(run.Sink.Disposed);
        Assert.Equal(RunState.Completed, run.Sink.Finished!.State);
    }

    [Fact]
    public async Task The_tip_comes_down_last_and_the_sweep_is_set_up_once()
    {
        using var run = new TestRun();
        await run.GoAsync(Some.Plan(2, 1, repeats: 2));

        Assert.Equal(
        [
            "probe.Retract", "stage.MoveTo(50,50)", "bias-field.SetField", "current-source.SetCurrent(100 uA)", "current-source.SetOutput(True)",
            "microwave.SetPower(-8 dBm)", "laser.SetPower(150 uW)", "laser.SetEmission(True)", "microwave.LoadList(61)", "counter.Arm(61)", "microwave.SetOutput(True)",
            "probe.Approach", "probe.SetHeight(Contact)", "stage.MoveTo(50,50)", "microwave.ArmList", "counter.ReadBins", "microwave.ArmList", "counter.ReadBins",
            "stage.MoveTo(150,50)", "microwave.ArmList", "counter.ReadBins", "microwave.ArmList", "counter.ReadBins",
            "microwave.MakeSafe", "laser.MakeSafe", "probe.MakeSafe", "current-source.MakeSafe",
        ], run.Bench.Calls);
    }

    [Fact]
    public async Task Software_stepping_sets_and_counts_every_point()
    {
        using var run = new TestRun { HardwareTimed = false };
        var outcome = await run.GoAsync(Some.Plan(2, 1, repeats: 2));

        Assert.Equal(RunState.Completed, outcome.State);
        Assert.Equal(2 * 2 * 61 + 1, run.Bench.Calls.Count(c => c == "microwave.SetFrequency"));
        Assert.Equal(2 * 2 * 61, run.Bench.Calls.Count(c => c == "counter.Count"));
        Assert.All(run.Sink.Pixels, p => Assert.Equal(1.5e-3, p.Field, 5 * p.FieldError));
    }

    [Theory]
    [InlineData(ScanPath.Raster)]
    [InlineData(ScanPath.Snake)]
    [InlineData(ScanPath.Interleaved)]
    public async Task Every_path_visits_every_pixel_once_in_the_order_of_the_schedule(ScanPath path)
    {
        using var run = new TestRun();
        var plan = Some.Plan(5, 4, path, repeats: 1);
        plan = plan with { Scan = plan.Scan with { Frames = 2 } };
        await run.GoAsync(plan);

        var schedule = new ScanSchedule(plan.Scan);
        var expected = Enumerable.Range(0, (int)schedule.VisitCount).Select(i => schedule.GetVisit((long)i)).Select(v => (v.Y * 5 + v.X, v.Frame, (byte)v.Direction));
        Assert.Equal(expected, run.Sink.Pixels.Select(p => (p.Pixel, p.Frame, p.Direction)));
        Assert.Equal(schedule.LineCount, run.Sink.Pages.Count(p => p.EndsLine));
    }

    [Fact]
    public async Task Time_stamps_are_the_middle_of_the_measurement_and_the_duty_cycle_counts_photons_only()
    {
        using var run = new TestRun();
        run.Bench.Latency = TimeSpan.FromMilliseconds(61); // of every call; the fakes count in no time of their own
        var outcome = await run.GoAsync(Some.Plan(3, 1, repeats: 1) with { ConductorCurrent = null });

        // per pixel: move, rewind, read
        var times = run.Sink.Pixels.Select(p => p.Time).ToArray();
        Assert.Equal(0.183, times[2] - times[1], 1e-9);
        Assert.Equal(3 * 0.061, outcome.PhotonSeconds, 1e-9);
        Assert.Equal(1.0 / 3, outcome.DutyCycle, 1e-9);
        Assert.Equal(2 * 0.061, outcome.OverheadSecondsPerPixel, 1e-9);
        Assert.Equal(run.Sink.Finished!.OverheadSecondsPerPixel, outcome.OverheadSecondsPerPixel, 1e-12);
    }

    [Theory]
    [InlineData(MeasuredLines.Lower)]
    [InlineData(MeasuredLines.Upper)]
    public async Task A_single_line_gives_the_field_with_the_calibrated_splitting_and_its_systematic_error(MeasuredLines lines)
    {
        using var run = new TestRun();
        var window = lines == MeasuredLines.Lower ? new FrequencyWindow(2.80e9, 2.86e9, 61) : new FrequencyWindow(2.88e9, 2.94e9, 61);
        var outcome = await run.GoAsync(Some.Plan().With(p => p with { Lines = lines, Windows = [window] }));

        Assert.Equal(12, outcome.Converged);
        Assert.All(run.Sink.Pixels, p =>
        {
            Assert.Equal(1.5e-3, p.Field, 5 * p.FieldError);
            Assert.True(double.IsNaN(p.Splitting));
            Assert.Equal(lines == MeasuredLines.Lower, double.IsNaN(p.Upper));
            Assert.Equal(lines == MeasuredLines.Upper, double.IsNaN(p.Lower));
        });
        Assert.Equal(50e3 / 28_024_951_400.0, run.Sink.Started!.ParallelFieldSystematicTesla.Single(), 1e-12);
    }

    [Fact]
    public async Task A_pixel_without_a_dip_is_not_a_number_and_says_why()
    {
        using var run = new TestRun();
        run.Bench.ParallelTesla = position => position.X is > 100e-9 and < 200e-9 ? 40e-3 : 1.5e-3;
        var outcome = await run.GoAsync(Some.Plan(4, 1));

        Assert.Equal(RunState.Completed, outcome.State);
        Assert.Equal(3, outcome.Converged);
        var lost = run.Sink.Pixels[1];
        Assert.True(double.IsNaN(lost.Field) && double.IsNaN(lost.FieldError) && double.IsNaN(lost.Lower));
        Assert.NotEqual(PixelReason.Ok, lost.Reason);
        Assert.Equal(PixelState.Flagged, lost.State);
        Assert.NotEqual("", lost.Counts);
    }

    [Fact]
    public async Task Retracted_references_come_before_their_lines_and_carry_their_error_into_the_stray_field()
    {
        using var run = new TestRun();
        run.Bench.Latency = TimeSpan.FromMilliseconds(1);
        run.Bench.ParallelTesla = position => position.Z > 0 ? 1.5e-3 : 1.53e-3;
        var outcome = await run.GoAsync(Some.Plan(3, 4) with { Reference = new ReferencePlan(ReferenceMode.Retracted, EveryLines: 2, Effort: 1) });

        var visits = run.Sink.Documents.OfType<ReferenceVisit>().ToArray();
        Assert.Equal([0L, 2L], visits.Select(v => v.Line));
        Assert.All(visits, v => Assert.Equal(1.5e-3, v.ParallelFieldTesla, 5 * v.ParallelFieldErrorTesla));
        foreach (var pixel in run.Sink.Pixels)
        {
            var visit = visits[pixel.Visit < 6 ? 0 : 1];
            Assert.Equal(pixel.Field - visit.ParallelFieldTesla, pixel.Stray, 1e-15);
            Assert.Equal(Math.Sqrt(pixel.FieldError * pixel.FieldError + visit.ParallelFieldErrorTesla * visit.ParallelFieldErrorTesla), pixel.StrayError, 1e-15);
        }

        Assert.Equal(new MeasurementKey(-1, 1, 0), run.Counter.Keys.Where(k => k.Frame == -1).ElementAt(4));
        Assert.Equal(RunState.Completed, outcome.State);
        Assert.Equal(["probe.Retract", "stage.MoveTo(50,250)"], run.Bench.Calls.Skip(Array.LastIndexOf(run.Bench.Calls, "probe.Retract")).Take(2));
    }

    [Fact]
    public async Task References_at_a_position_are_measured_there_with_the_tip_down()
    {
        using var run = new TestRun();
        run.Bench.ParallelTesla = position => position.X < -1e-6 ? 1.48e-3 : 1.53e-3;
        await run.GoAsync(Some.Plan(3, 2) with { Reference = new ReferencePlan(ReferenceMode.Position, 0, -2e-6, 3e-6, Effort: 1) });

        var visit = Assert.Single(run.Sink.Documents.OfType<ReferenceVisit>());
        Assert.Equal(1.48e-3, visit.ParallelFieldTesla, 5 * visit.ParallelFieldErrorTesla);
        var at = Array.IndexOf(run.Bench.Calls, "stage.MoveTo(-2000,3000)");
        Assert.Equal(["probe.Retract", "stage.MoveTo(-2000,3000)", "probe.Approach", "probe.SetHeight(Contact)", "microwave.ArmList"], run.Bench.Calls.Skip(at - 1).Take(5));
    }

    [Fact]
    public async Task The_model_reference_is_the_applied_bias_along_the_nv()
    {
        using var run = new TestRun();
        await run.GoAsync(Some.Plan(3, 2) with { Reference = new ReferencePlan(ReferenceMode.Model, 1) });
        var visit = Assert.Single(run.Sink.Documents.OfType<ReferenceVisit>());
        Assert.Equal(1.5e-3, visit.ParallelFieldTesla, 1e-12);
        Assert.Equal(0, visit.ParallelFieldErrorTesla);
        Assert.All(run.Sink.Pixels, p => Assert.Equal(p.Field - 1.5e-3, p.Stray, 1e-12));
    }

    [Fact]
    public async Task A_reference_that_was_spoiled_once_is_measured_again()
    {
        using var run = new TestRun();
        var looks = 0;
        run.Bench.ParallelTesla = position => position.Z > 0 && looks++ == 0 ? 40e-3 : 1.5e-3;
        await run.GoAsync(Some.Plan(3, 1) with { Reference = new ReferencePlan(ReferenceMode.Retracted, Effort: 1) });
        Assert.DoesNotContain("reference-undetermined", run.Sink.EventCodes);
        Assert.All(run.Sink.Pixels, p => Assert.True(double.IsFinite(p.Stray)));
    }

    [Fact]
    public async Task A_reference_that_cannot_be_fitted_leaves_the_stray_field_undetermined_and_says_so()
    {
        using var run = new TestRun();
        run.Bench.ParallelTesla = position => position.Z > 0 ? 40e-3 : 1.5e-3;
        await run.GoAsync(Some.Plan(3, 1) with { Reference = new ReferencePlan(ReferenceMode.Retracted, Effort: 1) });
        Assert.Contains("reference-undetermined", run.Sink.EventCodes);
        Assert.All(run.Sink.Pixels, p => Assert.True(double.IsNaN(p.Stray) && double.IsFinite(p.Field)));
    }

    [Fact]
    public async Task A_stop_rule_ends_each_pixel_when_its_error_is_small_enough()
    {
        using var run = new TestRun();
        // the left pixels are three times as deep as the right ones
        var plan = Some.Plan(4, 1, repeats: 2).With(p => p with { Stop = new StopRule(new MagneticField(4e-6), TimeSpan.FromSeconds(6)) });
        var outcome = await run.GoAsync(plan);
        var few = run.Sink.Pixels.Select(p => p.Sweeps).ToArray();
        using var weak = new TestRun();
        weak.Bench.Contrast = 0.10;
        await weak.GoAsync(plan);
        var many = weak.Sink.Pixels.Select(p => p.Sweeps).ToArray();

        Assert.Equal(RunState.Completed, outcome.State);
        Assert.Equal(0, outcome.PixelsAboveSigma);
        Assert.DoesNotContain("pixels-above-sigma", run.Sink.EventCodes);
        Assert.All(run.Sink.Pixels, p => Assert.True(p.FieldError <= 4e-6));
        Assert.All(run.Sink.Pixels, p => Assert.Equal(p.Sweeps * 0.061, p.Duration, 1e-9));
        Assert.InRange(many.Average(n => n) / few.Average(n => n), 1.8, 2.9); // (0.15 / 0.10)^2, a little less from the shot noise of the dip
        Assert.Equal(few.Select(n => (int)n - 1), Enumerable.Range(0, 4).Select(i => run.Counter.Keys.Where(k => k.Pixel == i).Max(k => k.Pass)));
    }

    [Fact]
    public async Task A_pixel_is_left_at_max_time_with_whatever_error_it_has_and_the_run_says_how_many_there_are()
    {
        using var run = new TestRun();
        run.Bench.Contrast = 0.05; // less than the tip's calibration promised
        var outcome = await run.GoAsync(Some.Plan(3, 1, repeats: 1).With(p => p with { Stop = new StopRule(new MagneticField(5e-6), TimeSpan.FromSeconds(3)) }));
        Assert.All(run.Sink.Pixels, p => Assert.Equal(49u, p.Sweeps)); // floor(3 s / 61 ms)
        Assert.All(run.Sink.Pixels, p => Assert.False(p.FieldError <= 5e-6));
        Assert.Equal(3, outcome.PixelsAboveSigma);
        var warning = Assert.Single(run.Sink.Documents.OfType<RunEvent>(), e => e.Code == "pixels-above-sigma");
        Assert.StartsWith("3 of 3 pixels used up max-time, 3 s, without reaching sigma-b, 5 uT", warning.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_measurement_is_announced_before_its_move_and_again_before_every_further_sweep()
    {
        using var run = new TestRun();
        await run.GoAsync(Some.Plan(2, 1, repeats: 3));
        Assert.Equal([(0, 0, 0), (0, 0, 1), (0, 0, 2), (0, 1, 0), (0, 1, 1), (0, 1, 2)], run.Counter.Keys.Select(k => (k.Frame, k.Pixel, k.Pass)));
    }

    [Fact]
    public async Task A_run_that_goes_on_in_the_middle_of_a_line_measures_what_the_uninterrupted_one_would_have()
    {
        var plan = Some.Plan(4, 4) with { Reference = new ReferencePlan(ReferenceMode.Retracted, 2, Effort: 1) };
        using var whole = new TestRun();
        await whole.GoAsync(plan);
        using var resumed = new TestRun { Settings = new RunSettings { FirstVisit = 10 } };
        var outcome = await resumed.GoAsync(plan);

        resumed.AssertSound(outcome);
        Assert.Equal(6, outcome.Pixels);
        Assert.Equal(whole.Sink.Pixels.Skip(10).Select(p => p with { Time = 0 }), resumed.Sink.Pixels.Select(p => p with { Time = 0 }));
        Assert.Equal(new MeasurementKey(-1, 1, 0), resumed.Counter.Keys[0]);
    }

    [Fact]
    public async Task The_same_run_twice_stores_the_same_numbers()
    {
        using var first = new TestRun();
        using var second = new TestRun();
        var plan = Some.Plan().With(p => p with { Stop = new StopRule(new MagneticField(6e-6), TimeSpan.FromSeconds(6)) });
        await first.GoAsync(plan);
        await second.GoAsync(plan);
        Assert.Equal(first.Sink.Pixels, second.Sink.Pixels);
        Assert.Equal(first.Bench.Calls, second.Bench.Calls);
    }

    [Fact]
    public async Task A_refused_plan_touches_neither_instruments_nor_sinks()
    {
        using var run = new TestRun();
        var plan = Some.Plan();
        var outcome = await run.GoAsync(plan with { Scan = plan.Scan with { OriginX = 60e-6 }, LaserPower = new OpticalPower(5e-3) });
        Assert.Equal(RunState.Aborted, outcome.State);
        Assert.Equal(["scan.size", "laser.power"], outcome.Problems.Select(p => p.Field));
        Assert.Empty(run.Bench.Calls);
        Assert.Null(run.Sink.Started);
    }

    [Fact]
    public async Task A_coordinator_runs_one_scan_at_a_time()
    {
        using var run = new TestRun();
        var coordinator = new RunCoordinator(run.Clock, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        var gate = new TaskCompletionSource();
        run.Sink.OnAppend = _ => gate.Task;
        await using var rig = await FakeRig.FullAsync(run.Bench, Some.Plan().Protocol.FrequenciesHz());
        var first = coordinator.RunAsync(new RunRequest(Some.Plan(), rig, [run.Sink], new RunSettings()), null, CancellationToken.None);
        await Assert.ThrowsAsync<InvalidOperationException>(() => coordinator.RunAsync(new RunRequest(Some.Plan(), rig, [], new RunSettings()), null, CancellationToken.None));
        gate.SetResult();
        Assert.Equal(RunState.Completed, (await first).State);
    }
}
