using System.Diagnostics;
using System.Globalization;
using System.Text;
using NvScanner.Reporting.Exports;
using NvScanner.Reporting.Tests.Support;
using NvScanner.Storage.Reading;

namespace NvScanner.Reporting.Tests.Exports;

public sealed class MapExportTests(WrittenRun runs) : IClassFixture<WrittenRun>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Values_are_the_same_in_run_file_gsf_and_table()
    {
        string[] maps = ["B_parallel", "B_parallel_errors", "contrast", "photon_rate", "topography", "truth_D"];
        var gsf = MapExport.Write(ExportFormat.Gsf, runs.Whole, _folder["gsf"], maps).Select(f => DecodedGsf.Read(File.ReadAllBytes(f))).ToArray();
        var table = File.ReadAllLines(MapExport.Write(ExportFormat.Csv, runs.Whole, _folder["csv"], maps).Single());
        Assert.Equal("frame,ix,iy,x [m],y [m],B_parallel [T],B_parallel_errors [T],contrast [1],photon_rate [counts/s],topography [m],truth_D [Hz]", table[0]);
        using var run = RunFile.Open(runs.Whole);
        var compared = 0;
        for (var m = 0; m < maps.Length; m++)
        {
            var expected = maps[m] switch
            {
                "topography" => run.ReadTopography(),
                "truth_D" => run.ReadTruth("D"),
                _ => run.ReadMap(maps[m]),
            };
            Assert.Equal(expected.Count(double.IsNaN), (int)gsf[m].Number("NvMasked"));
            for (var i = 0; i < expected.Length; i++)
            {
                var (iy, ix) = Math.DivRem(i, 14);
                var cells = table[1 + i].Split(',');
                Assert.Equal([ix.ToString(CultureInfo.InvariantCulture), iy.ToString(CultureInfo.InvariantCulture)], cells[1..3]);
                if (double.IsNaN(expected[i]))
                {
                    Assert.Equal("", cells[5 + m]);
                    continue;
                }

                Assert.InRange(gsf[m][ix, 17 - iy] / expected[i], 1 - 1e-6, 1 + 1e-6);
                Assert.Equal(expected[i], double.Parse(cells[5 + m], CultureInfo.InvariantCulture));
                compared++;
            }
        }

        Assert.True(compared > 1400);
    }

    [Fact]
    public void Coordinates_of_the_table_are_those_of_the_run_file()
    {
        var table = File.ReadAllLines(MapExport.Write(ExportFormat.Csv, runs.Killed, _folder["csv"], ["contrast"])[0]);
        using var run = RunFile.Open(runs.Killed);
        var last = table[^1].Split(',');
        Assert.Equal(run.XMetres[^1], double.Parse(last[3], CultureInfo.InvariantCulture), 1e-18);
        Assert.Equal(run.YMetres[^1], double.Parse(last[4], CultureInfo.InvariantCulture), 1e-18);
    }

    [Fact]
    public async Task A_single_row_has_the_height_of_the_plan()
    {
        await new TestRun { Repeat = 1, Rows = 1, SizeX = 4e-6, SizeY = 4e-6 }.WriteAsync(_folder["row.h5"]);
        var gsf = DecodedGsf.Read(File.ReadAllBytes(MapExport.Write(ExportFormat.Gsf, _folder["row.h5"], _folder["gsf"], ["contrast"])[0]));
        Assert.Equal(4e-6, gsf.Number("XReal"), 1e-15);
        Assert.Equal(4e-6, gsf.Number("YReal"), 1e-15);
        Assert.Equal(-2e-6, gsf.Number("YOffset"), 1e-15);
    }

    [Fact]
    public void Truth_is_drawn_in_the_colours_of_the_fitted_field()
    {
        var limits = MapExport.Write(ExportFormat.Png, runs.Whole, _folder["png"], ["B_parallel", "truth_B_parallel"])
            .Where(f => !f.Contains("grey16", StringComparison.Ordinal)).Select(f => DecodedPng.Read(File.ReadAllBytes(f)).Texts).Select(t => (t["NvLimitLow"], t["NvLimitHigh"]));
        Assert.Single(limits.Distinct());
    }

    [Fact]
    public void Files_of_several_frames_are_numbered()
    {
        var files = MapExport.Write(ExportFormat.Png, runs.Killed, _folder["png"], ["B_stray"]).Select(Path.GetFileName);
        Assert.Equal(
            ["killed_B_stray_frame000.png", "killed_B_stray_frame000.grey16.png", "killed_B_stray_frame001.png", "killed_B_stray_frame001.grey16.png",
                "killed_B_stray_frame002.png", "killed_B_stray_frame002.grey16.png"], files);
    }

    [Fact]
    public void The_frame_s_rotation_is_noted()
    {
        var file = MapExport.Write(ExportFormat.Gsf, runs.Killed, _folder["gsf"], ["B_stray"])[0];
        Assert.Equal("30", DecodedGsf.Read(File.ReadAllBytes(file)).Header["NvRotationDegrees"]);
    }

    [Fact]
    public void Without_names_every_measured_map_is_exported() =>
        Assert.Equal(
            ["B_parallel", "B_stray", "chi2_reduced", "contrast", "f_lower", "f_upper", "linewidth", "photon_rate", "reason", "residual_B_parallel", "topography", "zero_field_splitting"],
            MapExport.Write(ExportFormat.Gsf, runs.Whole, _folder["all"]).Select(f => Path.GetFileNameWithoutExtension(f)["whole_".Length..]).Order(StringComparer.Ordinal));

    [Fact]
    public void An_unknown_map_is_named_with_those_that_exist()
    {
        var error = Assert.Throws<ArgumentException>(() => MapExport.Write(ExportFormat.Csv, runs.Whole, _folder["csv"], ["B_paralel"]));
        Assert.Contains("'B_paralel'", error.Message, StringComparison.Ordinal);
        Assert.Contains("B_parallel_errors", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["csv"]));
    }

    [Fact]
    public void One_existing_file_stops_the_export_before_anything_is_written()
    {
        Directory.CreateDirectory(_folder["gsf"]);
        File.WriteAllText(Path.Combine(_folder["gsf"], "whole_contrast.gsf"), "mine");
        Assert.Throws<IOException>(() => MapExport.Write(ExportFormat.Gsf, runs.Whole, _folder["gsf"], ["B_parallel", "contrast"]));
        Assert.Equal("mine", File.ReadAllText(Assert.Single(Directory.GetFiles(_folder["gsf"]))));
    }

    [ToolFact("gwyddion", "xvfb-run")]
    public void Gwyddion_shows_the_letter_upright_with_its_size_and_unit()
    {
        using (var file = File.Create(_folder["f.gsf"]))
            GsfExport.Write(file, Some.LetterF());
        Assert.Equal("", Run("gwyddion", "--check", _folder["f.gsf"]));
        Assert.Contains("gsffile, 100", Run("gwyddion", "--identify", _folder["f.gsf"]), StringComparison.Ordinal);
        Run("xvfb-run", "-a", "gwyddion", "--convert-to-gwy=" + _folder["f.gwy"], _folder["f.gsf"]);

        // /0/data of the GWY file: components are name, zero, type letter, value
        var gwy = File.ReadAllBytes(_folder["f.gwy"]);
        Assert.Equal(7, BitConverter.ToInt32(gwy, After(gwy, "xres\0i")));
        Assert.Equal(9, BitConverter.ToInt32(gwy, After(gwy, "yres\0i")));
        Assert.Equal(0.7e-6, BitConverter.ToDouble(gwy, After(gwy, "xreal\0d")), 1e-15);
        Assert.Equal(0.9e-6, BitConverter.ToDouble(gwy, After(gwy, "yreal\0d")), 1e-15);
        Assert.True(gwy.AsSpan().IndexOf("unitstr\0sT\0"u8) > 0);
        Assert.True(gwy.AsSpan().IndexOf("unitstr\0sm\0"u8) > 0);
        var data = After(gwy, "data\0D") + 4;
        for (var row = 0; row < 9; row++)
        {
            for (var column = 0; column < 7; column++)
                Assert.Equal(Some.LetterRows[row][column] == 'X', BitConverter.ToDouble(gwy, data + 8 * (7 * row + column)) > 0);
        }
    }

    [PillowFact]
    public void Another_png_reader_agrees()
    {
        using (var file = File.Create(_folder["f.png"]))
            PngExport.WritePicture(file, Some.LetterF());
        using (var file = File.Create(_folder["g.png"]))
            PngExport.WriteGray16(file, Some.LetterF());
        const string script = """
            import sys
            from PIL import Image
            a = Image.open(sys.argv[1]); b = Image.open(sys.argv[2])
            print(a.mode, a.size[0], a.size[1], a.text["NvUnit"], a.getpixel((300, 300))[0] > a.getpixel((300, 300))[2], b.mode.startswith("I"), b.getpixel((5, 1)), b.getpixel((5, 7)))
            """;
        var said = Run(PillowFactAttribute.Python, "-c", script, _folder["f.png"], _folder["g.png"]).Trim();
        var png = DecodedPng.Read(File.ReadAllBytes(_folder["f.png"]));
        var gray = DecodedPng.Read(File.ReadAllBytes(_folder["g.png"]));
        var (red, _, blue) = png.Colour(300, 300);
        Assert.Equal($"RGB {png.Width} {png.Height} T {red > blue} True {gray.Gray(5, 1)} {gray.Gray(5, 7)}", said);
    }

    private static int After(byte[] bytes, string marker)
    {
        var at = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(marker));
        Assert.True(at > 0, $"no {marker.Replace("\0", " ", StringComparison.Ordinal)} in the file");
        return at + marker.Length;
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)), $"{program} hangs");
        Assert.True(process.ExitCode == 0, $"{program} said {errors.Result}");
        return output;
    }
}
