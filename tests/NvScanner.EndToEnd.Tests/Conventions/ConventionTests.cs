using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NvScanner.EndToEnd.Tests.Processes;

namespace NvScanner.EndToEnd.Tests.Conventions;

/// <summary>An asymmetric sample is followed through truth, run file, PNG, GSF, CSV and report: nothing is mirrored, transposed or of the wrong sign.</summary>
public sealed partial class ConventionTests(LetterFRun run) : IClassFixture<LetterFRun>
{
    private const int Width = LetterFRun.Width;
    private const int Height = LetterFRun.Height;
    private const double Amperes = 100e-6;
    private const double BiasTesla = 1.5e-3;

    // of the shipped profile
    private static readonly double Theta = 54.7356103 * Math.PI / 180;
    private static readonly (double X, double Y, double Z) Axis = (Math.Sin(Theta), 0, Math.Cos(Theta));

    [Fact]
    public void Positions_grow_with_the_index_and_are_those_of_the_pixel_centres()
    {
        var set = run.File.ReadVectors("/entry/raw/position_set");
        var read = run.File.ReadVectors("/entry/raw/position_read");
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var pixel = 3 * (y * Width + x);
                Assert.Equal((x + 0.5) * LetterFRun.SizeX / Width, set[pixel], 1e-12);
                Assert.Equal((y + 0.5) * LetterFRun.SizeY / Height, set[pixel + 1], 1e-12);
                Assert.InRange(read[pixel] - set[pixel], -20e-9, 20e-9);
                Assert.InRange(read[pixel + 1] - set[pixel + 1], -20e-9, 20e-9);
            }
        }
        Assert.Equal(set[0], run.File.XMetres[0], 1e-12);
        Assert.Equal(set[1], run.File.YMetres[0], 1e-12);
    }

    [Fact]
    public void The_truth_in_the_file_is_the_field_of_a_current_along_x_and_of_a_dipole()
    {
        var truth = run.File.ReadTruth("B_parallel");
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                if (double.IsFinite(ExpectedField(x, y)))
                    Assert.Equal(ExpectedField(x, y), truth[y * Width + x], 2e-6);
            }
        }
        // the strip is the same everywhere along x; away from it the dipole tells left from right
        Agreement.AssertUpright(Width, Height, (x, y) => CentreY(y) > 1.2e-6 ? ExpectedField(x, y) : double.NaN, (x, y) => truth[y * Width + x], 0.98);
    }

    [Fact]
    public void The_measured_field_is_the_true_one_within_its_errors()
    {
        var truth = run.File.ReadTruth("B_parallel");
        var fields = run.File.ReadMap("B_parallel");
        var strays = run.File.ReadMap("B_stray");
        var errors = run.File.ReadMap("B_parallel_errors");
        var reference = run.File.ReadReferenceVisits()[0].ParallelFieldTesla;
        Assert.InRange(reference, BiasTesla - 30e-6, BiasTesla + 30e-6);
        for (var i = 0; i < fields.Length; i++)
        {
            if (!double.IsFinite(fields[i]))
                continue;
            Assert.InRange(fields[i] - truth[i], -7 * errors[i], 7 * errors[i]);
            Assert.Equal(fields[i] - reference, strays[i], 1e-12);
        }
        Assert.True(fields.Count(double.IsFinite) > 0.98 * fields.Length);
    }

    [Fact]
    public void The_topography_reads_as_an_F()
    {
        var heights = run.File.ReadTopography();
        Agreement.AssertUpright(Width, Height, ExpectedHeight, (x, y) => heights[y * Width + x], 0.97);
    }

    [Fact]
    public void The_current_of_the_truth_flows_along_x_in_the_lowest_rows()
    {
        var current = run.File.ReadVectors("/entry/truth/current_density");
        var row = (int)(0.4e-6 / (LetterFRun.SizeY / Height));
        Assert.Equal(Amperes / 0.4e-6, current[3 * (row * Width + Width / 2)], 1);
        Assert.Equal(0, current[3 * ((Height - 1) * Width + Width / 2)]);
    }

    [Theory]
    [InlineData("topography")]
    [InlineData("B_parallel")]
    public void A_gsf_file_has_its_top_row_first(string map)
    {
        var bytes = File.ReadAllBytes(run.PathOf($"f_{map}.gsf"));
        var end = Array.IndexOf(bytes, (byte)0);
        var header = Encoding.UTF8.GetString(bytes, 0, end).Split('\n').Where(l => l.Contains('=', StringComparison.Ordinal))
            .ToDictionary(l => l.Split('=')[0].Trim(), l => l.Split('=', 2)[1].Trim(), StringComparer.Ordinal);
        var data = end + 4 - end % 4;
        Assert.Equal(data + 4 * Width * Height, bytes.Length);
        Assert.Equal((Width, Height), (int.Parse(header["XRes"], CultureInfo.InvariantCulture), int.Parse(header["YRes"], CultureInfo.InvariantCulture)));
        Assert.Equal(LetterFRun.SizeX, double.Parse(header["XReal"], CultureInfo.InvariantCulture), 1e-12);
        Assert.Equal(LetterFRun.SizeY, double.Parse(header["YReal"], CultureInfo.InvariantCulture), 1e-12);

        AssertShows(map, (x, y) => BitConverter.ToSingle(bytes, data + 4 * ((Height - 1 - y) * Width + x)));
    }

    [Theory]
    [InlineData("topography")]
    [InlineData("B_parallel")]
    public void A_grey_picture_has_plus_y_up_and_is_bright_where_the_value_is_large(string map)
    {
        var picture = PngPicture.Read(File.ReadAllBytes(run.PathOf($"f_{map}.grey16.png")));
        Assert.Equal((Width, Height), (picture.Width, picture.Height));
        AssertShows(map, (x, y) => picture.Gray16(x, Height - 1 - y));
    }

    [Fact]
    public void A_table_says_the_place_of_every_value()
    {
        var rows = File.ReadAllLines(run.PathOf("f.csv"));
        var heads = rows[0].Split(',');
        var (ix, iy, height) = (Array.IndexOf(heads, "ix"), Array.IndexOf(heads, "iy"), Array.IndexOf(heads, "topography [m]"));
        Assert.Equal(Width * Height, rows.Length - 1);
        var values = rows.Skip(1).Select(r => r.Split(',')).ToDictionary(c => (int.Parse(c[ix], CultureInfo.InvariantCulture), int.Parse(c[iy], CultureInfo.InvariantCulture)),
            c => double.Parse(c[height], CultureInfo.InvariantCulture));
        Agreement.AssertUpright(Width, Height, ExpectedHeight, (x, y) => values[(x, y)], 0.97);
    }

    [Fact]
    public void The_pictures_of_the_report_show_the_F_upright()
    {
        var page = File.ReadAllText(run.PathOf("f.html"));
        var pictures = EmbeddedPng().Matches(page).Select(m => PngPicture.Read(Convert.FromBase64String(m.Groups[1].Value)))
            .Where(p => p.BytesPerPixel == 3 && p.Width % Width == 0 && p.Height % Height == 0).ToArray();
        Assert.NotEmpty(pictures);
        Assert.Contains(pictures, p => ShowsTheLetter(p, p.Width / Width, p.Height / Height));
    }

    // the picture is drawn upright: no transformation in the page may turn it over again
    private static bool ShowsTheLetter(PngPicture picture, int scaleX, int scaleY)
    {
        try
        {
            Agreement.AssertUpright(Width, Height, ExpectedHeight,
                (x, y) => Brightness(picture.Rgb(x * scaleX + scaleX / 2, (Height - 1 - y) * scaleY + scaleY / 2)), 0.97);
            return true;
        }
        catch (Xunit.Sdk.TrueException)
        {
            return false;
        }
    }

    [H5pyFact]
    public void Plain_h5py_sees_the_same_letter()
    {
        var rows = PlainReader.RunScript("read_topography.py", run.PathOf("f.h5")).EnumerateArray().Select(r => r.EnumerateArray().Select(v => v.GetDouble()).ToArray()).ToArray();
        Assert.Equal((Height, Width), (rows.Length, rows[0].Length));
        Agreement.AssertUpright(Width, Height, ExpectedHeight, (x, y) => rows[y][x], 0.97);
    }

    private static double Brightness((byte R, byte G, byte B) c) => 0.2126 * c.R + 0.7152 * c.G + 0.0722 * c.B;

    // heights against the letter, the field against the file's own, which other tests hold against the truth
    private void AssertShows(string map, Func<int, int, double> found)
    {
        if (map == "topography")
        {
            Agreement.AssertUpright(Width, Height, ExpectedHeight, found, 0.97);
            return;
        }
        var fields = run.File.ReadMap(map);
        Agreement.AssertUpright(Width, Height, (x, y) => fields[y * Width + x], found, 0.98, margin: 0.02);
    }

    private static double ExpectedHeight(int x, int y) => LetterF.IsRaised(CentreX(x), CentreY(y)) switch { true => 40e-9, false => 0, null => double.NaN };

    private static double ExpectedField(int x, int y) => LetterF.IsRaised(CentreX(x), CentreY(y)) switch
    {
        null => double.NaN,
        var raised => BiasTesla + LetterF.StrayField(CentreX(x), CentreY(y), 55e-9 + (raised == true ? 40e-9 : 0), Amperes, Axis),
    };

    private static double CentreX(int x) => (x + 0.5) * LetterFRun.SizeX / Width;

    private static double CentreY(int y) => (y + 0.5) * LetterFRun.SizeY / Height;

    [GeneratedRegex("data:image/png;base64,([A-Za-z0-9+/=]+)")]
    private static partial Regex EmbeddedPng();
}
