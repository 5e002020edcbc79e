using NvScanner.Reporting.Colours;

namespace NvScanner.Reporting.Tests.Colours;

public sealed class ColourMapTests
{
    public static TheoryData<string> Sequential => [.. ColourMaps.All.Where(m => !m.IsDiverging).Select(m => m.Name)];

    public static TheoryData<string> Every => [.. ColourMaps.All.Select(m => m.Name)];

    [Theory, MemberData(nameof(Sequential))]
    public void Lightness_of_a_sequential_map_rises_all_the_way(string name)
    {
        var map = Map(name);
        for (var i = 1; i < ColourMap.Count; i++)
            Assert.True(map.Points[i].L > map.Points[i - 1].L, $"entry {i} is darker than the one before");
        Assert.True(map.Points[^1].L - map.Points[0].L > 0.6);
    }

    [Fact]
    public void Lightness_of_the_diverging_map_is_a_symmetric_tent_with_a_neutral_middle()
    {
        var map = ColourMaps.Tide;
        for (var i = 0; i < 128; i++)
        {
            Assert.Equal(map.Points[i].L, map.Points[255 - i].L, 0.01);
            if (i > 0)
                Assert.True(map.Points[i].L > map.Points[i - 1].L);
        }

        Assert.InRange(Math.Abs(map.Points[127].A) + Math.Abs(map.Points[127].B), 0, 0.008);
        Assert.InRange(Math.Abs(map.Points[128].A) + Math.Abs(map.Points[128].B), 0, 0.008);
        Assert.True(map.Points[0].B < -0.05, "the low end is blue");
        Assert.True(map.Points[255].A > 0.05, "the high end is red");
    }

    [Theory, MemberData(nameof(Every))]
    public void Steps_are_equal_to_the_eye_within_twenty_percent(string name)
    {
        var points = Map(name).Points.ToArray();
        var steps = points.Zip(points.Skip(1), (a, b) => a.Distance(b)).ToArray();
        Assert.All(steps, s => Assert.InRange(s / steps.Average(), 0.8, 1.2));
    }

    /// <summary>One 8-bit step is larger than a tenth of a map's step, so the rounded table is judged over eight entries.</summary>
    [Theory, MemberData(nameof(Every))]
    public void Rounding_to_eight_bits_keeps_the_steps_equal_over_eight_entries(string name)
    {
        var points = Map(name).Entries.ToArray().Select(OkLab.FromRgb).ToArray();
        var steps = Enumerable.Range(0, 31).Select(i => points[8 * i].Distance(points[8 * i + 8])).ToArray();
        Assert.All(steps, s => Assert.InRange(s / steps.Average(), 0.8, 1.2));
    }

    [Theory, MemberData(nameof(Every))]
    public void Every_entry_is_in_the_gamut(string name) =>
        Assert.All(Map(name).Points.ToArray(), p => Assert.True(p.IsInGamut(), p.ToString()));

    [Theory, MemberData(nameof(Every))]
    public void Missing_over_and_under_are_in_no_map(string name)
    {
        foreach (var special in new[] { ColourMap.Missing, ColourMap.MissingHatch, ColourMap.Over, ColourMap.Under })
            Assert.All(Map(name).Points.ToArray(), p => Assert.True(p.Distance(OkLab.FromRgb(special)) > 0.03, $"{special.Hex} is near {p.ToRgb().Hex}"));
    }

    [Fact]
    public void Fractions_find_their_entries_and_outsiders_are_told_apart()
    {
        var map = ColourMaps.Dusk;
        Assert.Equal(map.Entries[0], map.At(0));
        Assert.Equal(map.Entries[255], map.At(1));
        Assert.Equal(map.Entries[128], map.At(0.5));
        Assert.Equal(ColourMap.Under, map.At(-0.01));
        Assert.Equal(ColourMap.Over, map.At(1.01));
        Assert.Equal(ColourMap.Missing, map.At(double.NaN));
    }

    /// <summary>White, black and the primaries as Ottosson's page gives them.</summary>
    [Theory]
    [InlineData("#ffffff", 1.0, 0.0, 0.0)]
    [InlineData("#000000", 0.0, 0.0, 0.0)]
    [InlineData("#ff0000", 0.62796, 0.22486, 0.12585)]
    [InlineData("#0000ff", 0.45201, -0.03246, -0.31153)]
    public void OkLab_agrees_with_published_values_and_returns(string hex, double l, double a, double b)
    {
        var lab = OkLab.FromRgb(Rgb.Parse(hex));
        Assert.Equal(l, lab.L, 1e-4);
        Assert.Equal(a, lab.A, 1e-4);
        Assert.Equal(b, lab.B, 1e-4);
        Assert.Equal(hex, lab.ToRgb().Hex);
    }

    private static ColourMap Map(string name) => ColourMaps.All.Single(m => m.Name == name);
}
