using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Tests.Fakes;

namespace NvScanner.Acquisition.Tests;

/// <summary>Nothing is stored as good that was measured while an instrument was not as it was set.</summary>
public sealed class VouchingTests
{
    [Fact]
    public async Task Pixels_since_the_last_look_are_flagged_with_their_counts_when_an_instrument_does_not_vouch()
    {
        // looks: before anything is set, and at the end of either line
        using var run = new TestRun { Further = bench => [new FakeWitness(bench, look => look == 3 ? "has restarted by itself" : null)] };
        var outcome = await run.GoAsync(Some.Plan(4, 3, repeats: 8));

        Assert.Equal((RunState.Failed, 8), (outcome.State, outcome.Pixels));
        Assert.Contains("has restarted by itself", outcome.Reason, StringComparison.Ordinal);
        Assert.All(run.Sink.Pixels.Take(4), pixel => Assert.Equal((PixelReason.Ok, PixelState.Valid), (pixel.Reason, pixel.State)));
        Assert.All(run.Sink.Pixels.Skip(4), pixel =>
        {
            Assert.Equal((PixelReason.Unvouched, PixelState.Flagged), (pixel.Reason, pixel.State));
            Assert.True(double.IsNaN(pixel.Field) && double.IsNaN(pixel.Stray));
            Assert.DoesNotContain(" 0 ", pixel.Counts, StringComparison.Ordinal);
        });
        Assert.Contains("pixels-unvouched", run.Sink.EventCodes);
        run.AssertSound(outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_is_stopped_between_two_looks_keeps_its_pixels_as_good_when_the_instruments_vouch_afterwards(bool trouble)
    {
        using var run = new TestRun { Further = bench => [new FakeWitness(bench, look => trouble && look == 2 ? "was not locked" : null)] };
        run.Bench.Latency = TimeSpan.FromMilliseconds(2);
        var outcome = await run.GoAsync(Some.Plan(100, 1, repeats: 8), TimeSpan.FromMilliseconds(200));

        Assert.Equal(RunState.Stopped, outcome.State);
        Assert.InRange(outcome.Pixels, 2, 50);
        Assert.All(run.Sink.Pixels, pixel => Assert.Equal(trouble ? PixelReason.Unvouched : PixelReason.Ok, pixel.Reason));
        Assert.Equal(trouble, run.Sink.EventCodes.Contains("pixels-unvouched"));
        Assert.InRange(Array.LastIndexOf(run.Bench.Calls, "potentiostat.Vouch"), Array.IndexOf(run.Bench.Calls, "laser.MakeSafe"), int.MaxValue); // safe first
        run.AssertSound(outcome);
    }

    [Theory]
    [InlineData(true, RunState.Completed)]
    [InlineData(false, RunState.Failed)]
    public async Task What_an_instrument_has_been_through_before_the_run_is_forgotten_but_not_that_it_is_another_one(bool canBeSetAnew, RunState state)
    {
        using var run = new TestRun { Further = bench => [new FakeWitness(bench, look => look == 1 ? "has been something else" : null, canBeSetAnew)] };
        var outcome = await run.GoAsync(Some.Plan(2, 1, repeats: 1));
        Assert.Equal(state, outcome.State);
        Assert.Equal(state == RunState.Completed, run.Bench.Calls.Contains("laser.SetEmission(True)"));
    }

    [Fact]
    public async Task A_bias_field_that_is_gone_ends_the_run_and_no_field_measured_without_it_is_believed()
    {
        using var run = new TestRun();
        run.Bench.Script = (_, call) =>
        {
            if (call == "stage.MoveTo(250,150)") // the second line
                (run.Bench.BiasTesla, run.Bench.ParallelTesla) = (default, _ => 0.1e-3);
            return null;
        };
        var outcome = await run.GoAsync(Some.Plan(4, 3, repeats: 8));
        Assert.Equal(RunState.Failed, outcome.State);
        Assert.Contains("bias-field (fake.bias-field): the field reads [0 T, 0 T, 0 T] and not [", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(8, outcome.Pixels);
        Assert.Equal(4, outcome.Converged);
        Assert.All(run.Sink.Pixels, pixel => Assert.True(double.IsNaN(pixel.Field) || Math.Abs(pixel.Field - 1.5e-3) < 1e-4));
    }

    [Fact]
    public async Task Long_pixels_are_vouched_for_one_by_one()
    {
        using var run = new TestRun { Further = bench => [new FakeWitness(bench, _ => null)] };
        run.Bench.Latency = TimeSpan.FromSeconds(0.6); // three calls per pixel
        await run.GoAsync(Some.Plan(5, 2, repeats: 1));
        Assert.Equal(1 + 10, run.Bench.Calls.Count(call => call == "potentiostat.Vouch"));
    }

    [Theory]
    [InlineData(1, RunState.Completed)]
    [InlineData(2, RunState.Failed)]
    public async Task A_stage_that_misses_its_target_is_sent_there_once_more(int misses, RunState state)
    {
        using var run = new TestRun();
        run.Bench.StageToleranceMetres = 30e-9;
        run.Bench.MissesByMetres = move => move > 3 && move <= 3 + misses ? -50e-9 : 0; // above the first pixel, at the first and the second
        var outcome = await run.GoAsync(Some.Plan(4, 1, repeats: 8));
        Assert.Equal(state, outcome.State);
        Assert.Equal(2, run.Bench.Calls.Count(call => call == "stage.MoveTo(250,50)"));
        Assert.All(run.Sink.Pixels, pixel => Assert.InRange(Math.Abs(pixel.ReadX - pixel.SetX), 0, 30e-9));
        Assert.Equal(state == RunState.Completed ? 4 : 2, run.Sink.Pixels.Count);
        Assert.All(run.Sink.Pixels, pixel => Assert.Equal(PixelReason.Ok, pixel.Reason));
        if (state == RunState.Failed)
            Assert.Contains("missed its target [250 nm, 50 nm] twice, the read-back is [201 nm, 50 nm]", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bin_that_is_no_number_flags_its_pixel_and_no_other()
    {
        using var run = new TestRun();
        run.Bench.SpoiledSweep = 10; // the second of the second pixel
        var outcome = await run.GoAsync(Some.Plan(4, 1, repeats: 8) with { Limits = new LimitsPlan { PhotonRate = new(new PhotonRate(20e3), new PhotonRate(20e6)) } });
        Assert.Equal(RunState.Completed, outcome.State);
        Assert.Equal([PixelReason.Ok, PixelReason.Saturated, PixelReason.Ok, PixelReason.Ok], run.Sink.Pixels.Select(pixel => pixel.Reason));
        Assert.Equal((true, 2u), (double.IsNaN(run.Sink.Pixels[1].Field), run.Sink.Pixels[1].Sweeps));
        Assert.Contains("4294967295", run.Sink.Pixels[1].Counts, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_laser_that_is_weaker_than_set_is_said_once()
    {
        using var run = new TestRun();
        run.Bench.LaserWatts = 100e-6;
        run.Bench.Latency = TimeSpan.FromSeconds(1);
        var outcome = await run.GoAsync(Some.Plan(4, 3, repeats: 8));
        Assert.Equal(RunState.Completed, outcome.State);
        Assert.Single(run.Sink.EventCodes, code => code == "laser-weak");
    }
}
