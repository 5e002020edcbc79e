using NvScanner.Reporting.Runs;

namespace NvScanner.Reporting.Tests.Runs;

public sealed class SpectrumPickTests
{
    [Fact]
    public void Median_quality_largest_field_and_worst_chi_square_are_three_different_pixels()
    {
        var picks = SpectrumPick.Choose(field: [1, -9, 3, 2, 99], centre: 0, chiSquares: [1.0, 1.1, 0.9, 1.3, 3.0], reasons: [0, 0, 0, 0, 8]);
        Assert.Equal([new(1, "median quality"), new(2, "largest field"), new(4, "worst chi-square")], picks);
    }

    [Fact]
    public void Pixels_without_a_field_are_never_picked() =>
        Assert.Equal([new SpectrumPick(1, "median quality")], SpectrumPick.Choose([double.NaN, 1, 2], 0, [9, 1, double.NaN], [5, 0, 0]));

    [Fact]
    public void The_field_counts_from_its_centre() =>
        Assert.Equal(0, SpectrumPick.Choose([1.2, 1.5, 1.6], 1.5, [1.2, 1.0, 1.1], [0, 0, 0])[1].Pixel);
}
