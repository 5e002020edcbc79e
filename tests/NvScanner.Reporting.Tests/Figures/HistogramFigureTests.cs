using NvScanner.Reporting.Figures;

namespace NvScanner.Reporting.Tests.Figures;

public sealed class HistogramFigureTests
{
    [Fact]
    public void Values_beyond_the_axis_are_counted_and_nothing_else()
    {
        var figure = new HistogramFigure("n", "x", [-1, 0, 0.5, 1, 2, double.NaN], 0, 1, 2);
        Assert.Equal(2, figure.Outside);
        Assert.Contains("5 pixels", figure.Description, StringComparison.Ordinal);
        Assert.Contains("outside the axis: 2", figure.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Bars_are_as_high_as_their_counts()
    {
        var svg = new HistogramFigure("n", "x", [0.1, 0.6, 0.7, 0.8], 0, 1, 2).ToSvg();
        var heights = svg.Split('\n').Where(l => l.Contains("f-data", StringComparison.Ordinal))
            .Select(l => double.Parse(l.Split("height=\"")[1].Split('"')[0], System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(3, heights[1] / heights[0], 0.01);
    }
}
