using System.Globalization;
using NvScanner.Abstractions.Runs;
using NvScanner.Reporting.Figures;

namespace NvScanner.Reporting.Tests.Figures;

public sealed class CellLogFigureTests
{
    private static CellLogRow[] Log(int rows, double stateOfCharge = 0.1) =>
        [.. Enumerable.Range(0, rows).Select(i => new CellLogRow(i, 3.5 + i * 1e-4, i < rows / 2 ? 0 : 94e-6, 0, stateOfCharge, double.NaN, 1, 1))];

    [Fact]
    public void It_says_what_it_shows_in_words()
    {
        var figure = new CellLogFigure(Log(7201), [(10, 7000)]);
        Assert.Equal(
            "Voltage from 3.5 V to 4.22 V, current from 0 µA to 94 µA, 7201 readings; a positive current charges; the band is the time from the first pixel to the last",
            figure.Description);
        Assert.Contains("time since start (min)", figure.ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_state_of_charge_has_a_panel_where_it_is_determined()
    {
        Assert.Contains("state of charge", new CellLogFigure(Log(10), []).ToSvg(), StringComparison.Ordinal);
        Assert.DoesNotContain("state of charge", new CellLogFigure(Log(10, double.NaN), []).ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_spike_of_one_reading_in_twelve_hours_stays_visible_in_a_picture_of_bounded_size()
    {
        var log = Log(43_200);
        var (calm, size) = (new CellLogFigure(log, []).ToSvg(), new CellLogFigure(Log(4_320), []).ToSvg().Length);
        log[20_000] = log[20_000] with { PotentialVolts = 9 };
        Assert.NotEqual(calm, new CellLogFigure(log, []).ToSvg());
        Assert.Contains("to 9 V", new CellLogFigure(log, []).Description, StringComparison.Ordinal);
        Assert.InRange(calm.Length, 1, 2 * size);
    }

    [Fact]
    public void A_frame_is_a_band_between_its_first_and_last_pixel()
    {
        // the time axis runs from 0 to 100 s over 720 units right of 66
        var svg = new CellLogFigure(Log(101), [(25, 75)]).ToSvg();
        var band = svg.Split('\n').First(line => line.Contains("f-band", StringComparison.Ordinal));
        Assert.Equal(66 + 180, Number(band, " x=\""), 0.6);
        Assert.Equal(360, Number(band, " width=\""), 0.6);
    }

    private static double Number(string line, string before) => double.Parse(line.Split(before)[1].Split('"')[0], CultureInfo.InvariantCulture);
}
