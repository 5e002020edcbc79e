using NvScanner.Fitting.Sweeps;
using NvScanner.Fitting.Tests.Support;

namespace NvScanner.Fitting.Tests.Sweeps;

/// <summary>Sweeps that disagree are found, and sound ones are left alone at the stated rate.</summary>
public class SweepScreenTests
{
    private static readonly double[] Grid = Some.Grid(2.82e9, 2.92e9, 101);

    [Theory]
    [InlineData(0.3, 8, 0)]
    [InlineData(5, 8, 0)]
    [InlineData(200, 3, 0)]
    [InlineData(200, 8, 0.09)] // sweeps of different brightness, within the tolerance
    [InlineData(20000, 4, 0)]
    public void Sound_sweeps_are_called_outliers_no_more_often_than_stated(double baseline, int sweeps, double drift)
    {
        const int spectra = 3000;
        const double rate = 0.02;
        SweepScreen screen = new(Grid.Length, new SweepScreening { FalseAlarmRate = rate, RateTolerance = drift });
        CounterNoise noise = new(1);
        bool[] outliers = new bool[sweeps];
        int alarms = 0;
        for (int i = 0; i < spectra; i++)
            alarms += screen.Find(Sweeps(noise, baseline, sweeps, drift), sweeps, outliers) > 0 ? 1 : 0;
        Assert.InRange(alarms, 0, rate * spectra + 3 * Math.Sqrt(rate * spectra));
        if (drift == 0 && baseline >= 200)
            Assert.True(alarms > 0.05 * rate * spectra, $"{alarms} alarms: the test is blunter than it says");
    }

    [Theory]
    [InlineData("spike", 1000)]
    [InlineData("spike", 100)]
    [InlineData("lost point", 100)]
    [InlineData("lost half", 5)]
    [InlineData("dimmed run", 60)]
    [InlineData("dimmed sweep", 20)]
    [InlineData("dark sweep", 1)]
    public void What_goes_wrong_in_one_sweep_is_found_and_only_there(string fault, double baseline)
    {
        SweepScreen screen = new(Grid.Length, new SweepScreening());
        CounterNoise noise = new(2);
        int found = 0;
        for (int i = 0; i < 200; i++)
        {
            const int sweeps = 6;
            uint[] counts = Sweeps(noise, baseline, sweeps, 0);
            int bad = i % sweeps, place = i * 37 % (Grid.Length - 30);
            Span<uint> sweep = counts.AsSpan(bad * Grid.Length, Grid.Length);
            (int first, int count, double factor, uint added) = fault switch
            {
                "spike" => (place, 1, 1.0, (uint)(0.5 * baseline + 60)),
                "lost point" => (place, 1, 0, 0u),
                "lost half" => (50, 51, 0, 0u),
                "dimmed run" => (place, 30, 0.6, 0u),
                "dimmed sweep" => (0, Grid.Length, 0.7, 0u),
                _ => (0, Grid.Length, 0, 0u),
            };
            for (int j = first; j < first + count; j++)
                sweep[j] = (uint)(factor * sweep[j]) + added;
            bool[] outliers = new bool[sweeps];
            screen.Find(counts, sweeps, outliers);
            found += outliers[bad] ? 1 : 0;
            outliers[bad] = false;
            Assert.DoesNotContain(true, outliers);
        }
        Assert.InRange(found, 198, 200);
    }

    [Fact]
    public void Several_bad_sweeps_are_taken_out_one_after_the_other()
    {
        uint[] counts = Sweeps(new CounterNoise(3), 500, 8, 0);
        counts[10] += 100_000; // hides the second one at first
        counts[3 * Grid.Length + 10] += 400;
        counts.AsSpan(6 * Grid.Length, 40).Clear();
        bool[] outliers = new bool[8];
        Assert.Equal(3, new SweepScreen(Grid.Length, new()).Find(counts, 8, outliers));
        Assert.Equal([true, false, false, true, false, false, true, false], outliers);
        uint[] sums = new uint[Grid.Length];
        new SweepScreen(Grid.Length, new()).Sum(counts, outliers, sums);
        Assert.Equal((uint)new[] { 1, 2, 4, 5, 7 }.Sum(sweep => counts[sweep * Grid.Length + 10]), sums[10]);
    }

    [Fact]
    public void Two_sweeps_do_not_show_which_is_wrong()
    {
        uint[] counts = Sweeps(new CounterNoise(4), 500, 2, 0);
        counts.AsSpan(0, 50).Clear();
        bool[] outliers = new bool[2];
        Assert.Equal(0, new SweepScreen(Grid.Length, new()).Find(counts, 2, outliers));
    }

    [Theory]
    [InlineData(20, 0.25)]
    [InlineData(1000, 0.1)]
    [InlineData(60, 0.5)]
    public void Tails_are_those_of_the_sum_over_all_terms(int n, double p)
    {
        double[] terms = new double[n + 1];
        terms[0] = Math.Pow(1 - p, n);
        for (int k = 0; k < n; k++)
            terms[k + 1] = terms[k] * (n - k) / (k + 1) * p / (1 - p);
        for (int k = 0; k <= n; k += Math.Max(n / 50, 1))
        {
            double atLeast = terms[k..].Sum(), atMost = terms[..(k + 1)].Sum();
            if (k > n * p && atLeast > 1e-250)
                Assert.Equal(Math.Log(atLeast), BinomialTail.LogAtLeast(k, n, p), 1e-7);
            if (k < n * p && atMost > 1e-250)
                Assert.Equal(Math.Log(atMost), BinomialTail.LogAtMost(k, n, p), 1e-7);
        }
    }

    [Fact]
    public void Arguments_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SweepScreen(101, new() { FalseAlarmRate = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SweepScreen(101, new() { RateTolerance = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SweepScreen(0, new()));
        SweepScreen screen = new(101, new());
        Assert.Throws<ArgumentException>(() => screen.Find(new uint[100], 1, new bool[1]));
        Assert.Throws<ArgumentException>(() => screen.Find(new uint[202], 2, new bool[1]));
    }

    private static uint[] Sweeps(CounterNoise noise, double baseline, int sweeps, double drift)
    {
        double[] means = Some.Lorentzians(Grid, baseline, new(2.85e9, 6e6, 0.2), new(2.89e9, 6e6, 0.2));
        return [.. Enumerable.Range(0, sweeps).SelectMany(_ =>
        {
            double brightness = 1 + drift * (noise.Uniform() - 0.5);
            return Some.Counts(Array.ConvertAll(means, mean => mean * brightness), noise);
        })];
    }
}
