using NvScanner.Fitting.Sweeps;
using NvScanner.Fitting.Tests.Support;

namespace NvScanner.Fitting.Tests.Sweeps;

/// <summary>Spectra are fitted without their bad sweeps or points, and say so.</summary>
public class SweepFitterTests
{
    private const int Count = 6;
    private static readonly double[] Grid = Some.Grid(2.82e9, 2.92e9, 101);
    private static readonly double[] Means = Some.Lorentzians(Grid, 800, new(2.85e9, 6e6, 0.2), new(2.89e9, 6e6, 0.2));
    private static readonly FitOptions Options = new() { Model = FitModel.Parse("lorentzian2") };

    [Fact]
    public void The_fit_is_that_of_the_sound_sweeps_alone_and_is_flagged()
    {
        uint[] counts = Sweeps(1);
        counts.AsSpan(2 * Grid.Length + 20, 15).Clear(); // the laser failed over the first line
        (FitResults results, bool[] outliers) = Fit(counts, 1);
        Assert.Equal([false, false, true, false, false, false], outliers);
        Assert.Equal((FitReason.OutlierSweeps, 1, true), (results.Reasons[0], results.LeftOut[0], results.IsConverged(0)));
        uint[] sums = new uint[Grid.Length];
        for (int sweep = 0; sweep < Count; sweep++)
            for (int i = 0; sweep != 2 && i < Grid.Length; i++)
                sums[i] += counts[sweep * Grid.Length + i];
        FitResults expected = Some.Fit(Grid, sums, "lorentzian2");
        Assert.Equal(expected.CentresHz, results.CentresHz);
        Assert.Equal(expected.CentreStdsHz, results.CentreStdsHz);
    }

    [Fact]
    public void Sound_sweeps_are_fitted_as_their_sum_without_a_flag()
    {
        (FitResults results, bool[] outliers) = Fit([.. Sweeps(1), .. Sweeps(2)], 2);
        Assert.DoesNotContain(true, outliers);
        Assert.Equal([FitReason.Ok, FitReason.Ok], results.Reasons);
        Assert.Equal([0, 0], results.LeftOut);
    }

    [Fact]
    public void Where_most_sweeps_disagree_nothing_is_fitted()
    {
        uint[] counts = Sweeps(3);
        for (int sweep = 0; sweep < 4; sweep++)
            for (int i = 0; i < Grid.Length; i++)
                counts[sweep * Grid.Length + i] *= (uint)(2 * sweep * sweep + 3);
        (FitResults results, _) = Fit(counts, 1);
        Assert.Equal(FitReason.OutlierSweeps, results.Reasons[0]);
        Assert.False(results.IsConverged(0));
        Assert.True(results.LeftOut[0] == 4 && double.IsNaN(results.CentresHz[0]));
    }

    [Fact]
    public void A_count_at_the_ceiling_saturates_unless_its_sweep_is_left_out()
    {
        uint[] bad = Sweeps(4), all = Sweeps(5);
        bad[Grid.Length + 30] = 4095;
        for (int sweep = 0; sweep < Count; sweep++)
            all[sweep * Grid.Length + 30] = 4095;
        (FitResults results, _) = Fit([.. bad, .. all], 2, Options with { SaturationCounts = 4095 });
        Assert.Equal([FitReason.OutlierSweeps, FitReason.Saturated], results.Reasons);
    }

    [Fact]
    public void A_worse_reason_stands_before_the_flag()
    {
        uint[] flat = Some.Counts([.. Enumerable.Repeat(800.0, Count * Grid.Length)], new CounterNoise(6));
        flat[40] = 0;
        (FitResults results, _) = Fit(flat, 1);
        Assert.Equal((FitReason.NoDip, 1), (results.Reasons[0], results.LeftOut[0]));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(2.0)]
    public void A_single_point_that_fell_out_of_a_sum_is_left_out_and_flagged(double factor)
    {
        for (int place = 0; place < Grid.Length; place += 4)
        {
            double[] means = Array.ConvertAll(Means, mean => 6 * mean);
            uint[] counts = Some.Counts(means, new CounterNoise((ulong)place));
            FitResults sound = Some.Fit(Grid, counts, "lorentzian2");
            counts[place] = (uint)(factor * counts[place]);
            FitResults results = Some.Fit(Grid, counts, "lorentzian2");
            Assert.Equal((FitReason.OutlierSweeps, 1, true), (results.Reasons[0], results.LeftOut[0], results.IsConverged(0)));
            Assert.Equal(sound.DegreesOfFreedom[0] - 1, results.DegreesOfFreedom[0]);
            for (int line = 0; line < 2; line++)
                Assert.Equal(sound.CentresHz[line], results.CentresHz[line], 1.2 * sound.CentreStdsHz[line]);
        }
    }

    [Fact]
    public void Nothing_of_an_earlier_batch_stays_in_results_that_are_used_again()
    {
        double[] merged = Some.Lorentzians(Grid, 50000, new(2.868e9, 7e6, 0.15), new(2.872e9, 7e6, 0.15));
        uint[] spoiled = Some.Counts(merged, new CounterNoise(1)), sound = Some.Counts(Array.ConvertAll(Means, mean => 10 * mean), new CounterNoise(2));
        spoiled[3] = 0;
        SpectrumFitter fitter = new(Grid, Options with { ProfileMerged = true });
        FitResults results = new(1, 2);
        fitter.Fit(spoiled, 1, results);
        Assert.True(results.LeftOut[0] == 1 && double.IsFinite(results.CentreUppersHz[0]) && double.IsFinite(results.SplittingUppersHz[0]));
        fitter.Fit(sound, 1, results);
        Assert.Equal((FitReason.Ok, 0), (results.Reasons[0], results.LeftOut[0]));
        Assert.All([.. results.CentreLowersHz, .. results.CentreUppersHz, .. results.SplittingLowersHz, .. results.SplittingUppersHz], bound => Assert.True(double.IsNaN(bound)));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(4)]
    [InlineData(30)]
    [InlineData(3000)]
    [InlineData(1e6)]
    public void Sums_without_a_fault_are_not_flagged(double baseline)
    {
        CounterNoise noise = new(7);
        const int spectra = 300;
        FitResults results = new(spectra, 2);
        SpectrumFitter fitter = new(Grid, Options);
        foreach (double width in new[] { 1.2e6, 2.5e6, 6e6 })
        {
            uint[] counts = [.. Enumerable.Range(0, spectra).SelectMany(_ =>
            {
                double place = 2.85e9 + 1e6 * noise.Uniform();
                return Some.Counts(Some.Lorentzians(Grid, baseline, new(place, width, 0.35), new(place + 3e6, width, 0.35)), noise);
            })];
            fitter.Fit(counts, spectra, results);
            Assert.All(results.LeftOut, number => Assert.Equal(0, number));
        }
    }

    [Fact]
    public void Values_of_which_points_are_left_out_are_flagged_too()
    {
        double[] values = Array.ConvertAll(Some.Counts(Array.ConvertAll(Means, mean => 100 * mean), new CounterNoise(8)), count => 1e-6 * count);
        values[17] = 0;
        FitResults results = Some.Fit(Grid, values, "lorentzian2");
        Assert.Equal((FitReason.OutlierSweeps, 1, true), (results.Reasons[0], results.LeftOut[0], results.IsConverged(0)));
    }

    [Fact]
    public void Lengths_that_do_not_agree_are_refused_and_nothing_is_allocated_twice()
    {
        SweepFitter fitter = new(Grid, Options, new());
        FitResults results = new(2, fitter.MaximumLines);
        Assert.Throws<ArgumentException>(() => fitter.Fit(new uint[5], 1, Count, results, new bool[Count]));
        Assert.Throws<ArgumentException>(() => fitter.Fit(Sweeps(1), 1, Count, results, new bool[5]));
        uint[] counts = [.. Sweeps(1), .. Sweeps(2)];
        counts[3] = 0;
        bool[] outliers = new bool[2 * Count];
        fitter.Fit(counts, 2, Count, results, outliers);
        long before = GC.GetAllocatedBytesForCurrentThread();
        fitter.Fit(counts, 2, Count, results, outliers);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static uint[] Sweeps(ulong seed)
    {
        CounterNoise noise = new(seed);
        return [.. Enumerable.Range(0, Count).SelectMany(_ => Some.Counts(Means, noise))];
    }

    private static (FitResults Results, bool[] Outliers) Fit(uint[] counts, int spectra, FitOptions? options = null)
    {
        SweepFitter fitter = new(Grid, options ?? Options, new SweepScreening());
        FitResults results = new(spectra, fitter.MaximumLines);
        bool[] outliers = new bool[spectra * Count];
        fitter.Fit(counts, spectra, Count, results, outliers);
        return (results, outliers);
    }
}
