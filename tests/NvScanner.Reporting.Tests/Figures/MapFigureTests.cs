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
    public void Rotation_is_noted_in_the_caption_too() =>
        Assert.Contains(", frame turned by 30°", new MapFigure(Some.LetterF() with { RotationDegrees = 30 }).Description, StringComparison.Ordinal);

    [Fact]
    public void A_magnitude_of_small_range_has_whole_values_on_its_colour_bar()
    {
        var map = Some.Map([.. Enumerable.Range(0, 400).Select(i => 2.35e-6 + 0.1e-6 * i / 399)], 20, 20) with { Unit = "T", Style = MapStyle.Error };
        var svg = new MapFigure(map).ToSvg();
        Assert.DoesNotContain(" from ", svg[svg.IndexOf('>', StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.DoesNotContain(">−", svg, StringComparison.Ordinal);
        foreach (var tick in new[] { "2.36", "2.40", "2.44" })
            Assert.Contains($">{tick}<", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_labels_of_the_colour_bar_have_room()
    {
        var map = Some.Map([.. Enumerable.Range(0, 400).Select(i => 2.87e9 + i)], 20, 20) with { Unit = "Hz" };
        Assert.True(new MapFigure(map).Width > new MapFigure(map with { Values = [.. map.Values.Select(v => v - 2.87e9)] }).Width);
    }

    [Fact]
    public void A_map_without_any_value_has_no_colour_bar()
    {
        var figure = new MapFigure(Some.LetterF() with { Values = [.. Enumerable.Repeat(double.NaN, 63)] });
        Assert.Contains("no pixel has a value", figure.Description, StringComparison.Ordinal);
        Assert.Single(figure.ToSvg().Split("<image").Skip(1));
    }

    [Theory]
    [InlineData(40e-6, 0.1e-6)]
    [InlineData(0.1e-6, 40e-6)]
    public void A_long_thin_map_is_drawn_thicker_and_says_so(double sizeX, double sizeY)
    {
        var map = Some.LetterF() with { SizeX = sizeX, SizeY = sizeY, OriginX = 1.25e-6 };
        var figure = new MapFigure(map, box: 300);
        Assert.Contains("not to scale", figure.Description, StringComparison.Ordinal);
        Assert.Contains("40 µm", figure.Description, StringComparison.Ordinal);
        Assert.Contains("100 nm", figure.Description, StringComparison.Ordinal);
        Assert.InRange(figure.Height, 26 + 75, 400);
        Assert.DoesNotContain("f-plate", figure.ToSvg(), StringComparison.Ordinal);
        Assert.True(new MapFigure(map, titled: true).Width > 58 + 7 * map.LongName.Length);
        Assert.DoesNotContain("not to scale", new MapFigure(Some.LetterF()).Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_of_many_pixels_over_a_square_is_no_picture_of_many_megapixels()
    {
        var svg = new MapFigure(Some.Map(new double[600], 600, 1) with { SizeX = 4e-6, SizeY = 4e-6 }).ToSvg();
        var picture = DecodedPng.Read(Convert.FromBase64String(svg.Split("base64,")[1].Split('"')[0]));
        Assert.InRange((long)picture.Width * picture.Height, 600, 2_000_000);
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
