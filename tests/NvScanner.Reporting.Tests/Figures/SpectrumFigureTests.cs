using NvScanner.Reporting.Figures;

namespace NvScanner.Reporting.Tests.Figures;

public sealed class SpectrumFigureTests
{
    [Fact]
    public void Windows_are_told_by_their_gap()
    {
        double[] frequencies = [.. Enumerable.Range(0, 5).Select(i => 628e6 + i * 1e6), .. Enumerable.Range(0, 4).Select(i => 5112e6 + i * 2e6)];
        Assert.Equal([0..5, 5..9], SpectrumFigure.Windows(frequencies));
        Assert.Equal([0..5], SpectrumFigure.Windows(frequencies[..5]));
    }

    [Fact]
    public void Every_point_has_its_dot_and_its_poisson_error_bar()
    {
        var svg = new SpectrumFigure(new() { Name = "n", Description = "d", FrequenciesHz = [1e9, 2e9, 3e9], Counts = [100, 0, 400] }).ToSvg();
        Assert.Equal(3, svg.Split("class=\"f-data\"").Length - 1);
        Assert.Equal(3, svg.Split("class=\"s-uncertainty\"").Length - 1);
        Assert.DoesNotContain("s-fit", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fit_adds_its_curve_its_centres_and_its_residuals()
    {
        var data = new SpectrumData
        {
            Name = "n", Description = "d", FrequenciesHz = [1e9, 2e9, 3e9], Counts = [100, 90, 110], Fit = [100, 95, 105],
            Curve = f => [.. f.Select(_ => 100.0)], CentresHz = [2e9, 9e9],
        };
        var svg = new SpectrumFigure(data).ToSvg();
        Assert.Equal(6, svg.Split("class=\"f-data\"").Length - 1);
        Assert.Equal(2, svg.Split("class=\"s-fit\"").Length - 1);
        Assert.Single(svg.Split("s-expected").Skip(1));
    }

    [Fact]
    public void A_curve_deeper_than_every_point_stays_inside_its_frame()
    {
        var data = new SpectrumData
        {
            Name = "n", Description = "d", FrequenciesHz = [1e9, 2e9, 3e9], Counts = [100, 90, 110], Fit = [100, 95, 105], Curve = f => [.. f.Select(_ => -1e6)],
        };
        var curve = new SpectrumFigure(data).ToSvg().Split('\n').First(l => l.Contains("s-fit", StringComparison.Ordinal));
        var lowest = curve.Split("points=\"")[1].Split('"')[0].Split(' ').Max(p => double.Parse(p.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(224, lowest);
    }
}
