using NvScanner.Reporting.Colours;
using NvScanner.Reporting.Exports;
using NvScanner.Reporting.Figures;
using NvScanner.Reporting.Maps;
using NvScanner.Reporting.Tests.Support;

namespace NvScanner.Reporting.Tests.Exports;

/// <summary>An asymmetric letter stays upright and unmirrored on every way out (formats.md 7.2 and 7.10).</summary>
public sealed class LetterFTests
{
    private readonly FieldMap _map = Some.LetterF();

    [Fact]
    public void In_a_picture_the_top_row_is_the_largest_y()
    {
        var image = MapRaster.Draw(_map, MapView.Of(_map));
        for (var row = 0; row < 9; row++)
        {
            for (var column = 0; column < 7; column++)
            {
                var colour = OkLab.FromRgb(image[column, row]);
                Assert.Equal(Some.LetterRows[row][column] == 'X', colour.A > 0.05);
            }
        }
    }

    [Fact]
    public void In_a_png_picture_the_letter_is_upright_between_the_axes()
    {
        var figure = new MapFigure(_map, box: 420, titled: true);
        using var file = new MemoryStream();
        PngExport.WritePicture(file, _map);
        var png = DecodedPng.Read(file.ToArray());
        var (left, top, width, height) = (58 * 2, 52 * 2, 420 * 2 * 7 / 9.0, 420 * 2.0);
        for (var row = 0; row < 8; row++)
        {
            for (var column = 0; column < 7; column++)
            {
                var (r, _, b) = png.Colour((int)(left + (column + 0.5) * width / 7), (int)(top + (row + 0.5) * height / 9));
                Assert.Equal(Some.LetterRows[row][column] == 'X', r > b);
            }
        }

        Assert.Equal("tide", png.Texts["NvColourMap"]);
        Assert.Equal("T", png.Texts["NvUnit"]);
        Assert.Equal(figure.View.Limits.Low, double.Parse(png.Texts["NvLimitLow"], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(-figure.View.Limits.Low, figure.View.Limits.High);
    }

    [Fact]
    public void Sixteen_bit_grey_returns_the_values_top_row_first()
    {
        using var file = new MemoryStream();
        PngExport.WriteGray16(file, _map);
        var png = DecodedPng.Read(file.ToArray());
        var limits = MapView.Of(_map).Limits;
        for (var iy = 0; iy < 9; iy++)
        {
            for (var ix = 0; ix < 7; ix++)
            {
                var value = limits.Low + (png.Gray(ix, 8 - iy) - 1) / 65534.0 * (limits.High - limits.Low);
                Assert.Equal(_map[ix, iy], value, (limits.High - limits.Low) / 65534);
            }
        }
    }

    [Fact]
    public void A_gsf_file_has_the_top_row_first_and_the_exact_size()
    {
        using var file = new MemoryStream();
        GsfExport.Write(file, _map);
        var gsf = DecodedGsf.Read(file.ToArray());
        Assert.Equal(("7", "9", "m", "T"), (gsf.Header["XRes"], gsf.Header["YRes"], gsf.Header["XYUnits"], gsf.Header["ZUnits"]));
        Assert.Equal(0.7e-6, gsf.Number("XReal"), 1e-18);
        Assert.Equal(0.9e-6, gsf.Number("YReal"), 1e-18);
        for (var iy = 0; iy < 9; iy++)
        {
            for (var ix = 0; ix < 7; ix++)
                Assert.Equal(1, gsf[ix, 8 - iy] / _map[ix, iy], 1e-6);
        }
    }

    [Fact]
    public void A_table_names_each_pixel_with_its_centre()
    {
        using var file = new MemoryStream();
        CsvExport.Write(file, [_map, _map with { Name = "copy" }]);
        var lines = System.Text.Encoding.UTF8.GetString(file.ToArray()).Split('\n');
        Assert.Equal("frame,ix,iy,x [m],y [m],B_stray [T],copy [T]", lines[0]);
        Assert.Equal(1 + 63 + 1, lines.Length);
        var cells = lines[1 + 7 * 7 + 3].Split(',');
        Assert.Equal(["0", "3", "7"], cells[..3]);
        Assert.Equal(1.35e-6, double.Parse(cells[3], System.Globalization.CultureInfo.InvariantCulture), 1e-15);
        Assert.Equal(2.75e-6, double.Parse(cells[4], System.Globalization.CultureInfo.InvariantCulture), 1e-15);
        Assert.Equal(_map[3, 7], double.Parse(cells[5], System.Globalization.CultureInfo.InvariantCulture));
    }
}
