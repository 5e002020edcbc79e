using NvScanner.Reporting.Colours;
using NvScanner.Reporting.Figures;
using NvScanner.Reporting.Maps;
using NvScanner.Reporting.Tests.Support;

namespace NvScanner.Reporting.Tests.Figures;

public sealed class MapFigureTests
{
    [Fact]
    public void A_field_on_a_bias_is_drawn_about_its_centre_which_the_colour_bar_names()
    {
        var map = Some.LetterF() with { Centre = 1.5e-3, Values = [.. Some.LetterF().Values.Select(v => v + 1.5e-3)] };
        var figure = new MapFigure(map);
        Assert.Contains(">µT from 1.5 mT<", figure.ToSvg().Replace("&#181;", "µ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(1.5e-3, (figure.View.Limits.Low + figure.View.Limits.High) / 2, 1e-12);
    }

    [Fact]
    public void Axes_scale_bar_and_colour_bar_carry_units()
    {
        var svg = new MapFigure(Some.LetterF()).ToSvg().Replace("&#181;", "µ", StringComparison.Ordinal);
        foreach (var text in new[] { "x (µm)", "y (µm)", "200 nm", "µT" })
            Assert.Contains($">{text}<", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Proportions_are_those_of_the_sample()
    {
        var wide = new MapFigure(Some.Map(new double[200], 20, 10), box: 300);
        var square = new MapFigure(Some.Map(new double[400], 20, 20), box: 300);
        Assert.Equal(square.Width, wide.Width);
        Assert.Equal(square.Height - 150, wide.Height, 1e-9);
    }

    [Fact]
    public void A_clipped_outlier_is_named_and_shown_by_the_end_of_the_bar()
    {
        var figure = new MapFigure(Some.Map([.. Enumerable.Range(0, 399).Select(i => i / 400.0), 50], 20, 20));
        Assert.Contains("1 pixel beyond the colour bar", figure.Description, StringComparison.Ordinal);
        Assert.Contains($"fill=\"{ColourMap.Over.Hex}\"", figure.ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rotation_is_noted_in_the_title_of_a_picture()
    {
        var svg = new MapFigure(Some.LetterF() with { RotationDegrees = 30 }, titled: true).ToSvg();
        Assert.Contains("frame turned by 30", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_whose_sizes_disagree_is_refused() =>
        Assert.Throws<ArgumentException>(() => new MapFigure(Some.Map([1, 2, 3], 2, 2)));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 40)]
    [InlineData(40, 1)]
    public void Lines_and_single_pixels_are_drawn_too(int pixelsX, int pixelsY)
    {
        var figure = new MapFigure(Some.Map([.. Enumerable.Range(0, pixelsX * pixelsY).Select(i => (double)i)], pixelsX, pixelsY));
        Assert.Contains("<image", figure.ToSvg(), StringComparison.Ordinal);
        Assert.True(figure.ToPicture().Width > 0);
    }

    [Fact]
    public void Reasons_have_a_legend_of_what_occurs()
    {
        var svg = new MapFigure(Some.Map([0, 0, 5, 1], 2, 2) with { Style = MapStyle.Reasons }).ToSvg();
        Assert.Contains(">no dip<", svg, StringComparison.Ordinal);
        Assert.DoesNotContain(">saturated<", svg, StringComparison.Ordinal);
    }
}
