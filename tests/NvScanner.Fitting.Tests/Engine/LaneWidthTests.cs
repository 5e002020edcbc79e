using System.Runtime.Intrinsics.X86;
using NvScanner.Fitting.Engine;
using NvScanner.Fitting.Simd;
using NvScanner.Fitting.Tests.Support;

namespace NvScanner.Fitting.Tests.Engine;

/// <summary>The same source fits two, four or eight spectra at a time.</summary>
public class LaneWidthTests
{
    [Theory]
    [InlineData("lorentzian2")]
    [InlineData("voigt1")]
    [InlineData("n14-triplet2")]
    [InlineData("auto")]
    public void Every_lane_width_gives_the_same_centres(string model)
    {
        double[] grid = Some.Grid(2.82e9, 2.92e9, 201);
        CounterNoise noise = new(31);
        uint[] counts = [.. Enumerable.Range(0, 11).SelectMany(i => Some.Counts(
            Some.Spectrum(grid, 20000, [-2.16e6, 0, 2.16e6], Some.Lorentzian,
                new Some.Line(2.845e9 + 1e6 * i, 2e6, 0.2), new Some.Line(2.895e9 - 0.7e6 * i, 2e6, 0.2)), noise))];
        FitOptions options = new() { Model = FitModel.Parse(model) };
        FitResults narrow = Fit<Lanes128<double>, Lanes128<float>>(grid, options, counts);
        if (Fma.IsSupported)
            AssertSame(narrow, Fit<Lanes256<double>, Lanes256<float>>(grid, options, counts));
        if (Avx512F.IsSupported)
            AssertSame(narrow, Fit<Lanes512<double>, Lanes512<float>>(grid, options, counts));
    }

    private static FitResults Fit<TLanes, TSingles>(double[] grid, FitOptions options, uint[] counts)
        where TLanes : unmanaged, ILanes<TLanes>
        where TSingles : unmanaged, ILanes<TSingles>
    {
        FitResults results = new(counts.Length / grid.Length, FitModel.MaximumLines);
        new FittingEngine<TLanes, TSingles>(new FrequencyGrid(grid), options).Fit(counts, [], [], results.Capacity, results);
        return results;
    }

    private static void AssertSame(FitResults left, FitResults right)
    {
        Assert.Equal(left.Reasons, right.Reasons);
        Assert.Equal(left.Models, right.Models);
        for (int i = 0; i < left.CentresHz.Length; i++)
            if (!double.IsNaN(left.CentresHz[i]) || !double.IsNaN(right.CentresHz[i]))
                Assert.Equal(left.CentresHz[i], right.CentresHz[i], 1e-3 * left.CentreStdsHz[i]);
    }
}
