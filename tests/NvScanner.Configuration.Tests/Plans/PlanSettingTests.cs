using FsCheck;
using FsCheck.Fluent;

namespace NvScanner.Configuration.Tests.Plans;

public class PlanSettingTests
{
    [Fact]
    public void Settings_change_and_add_keys_and_the_last_one_wins()
    {
        var plan = PlanLoader.Parse(PlanText.Good, "plan.yaml",
            ["scan.pixels=[32, 24]", "protocol.dwell = 2 ms", "scan.pixels[1]=16", "scan.height.mode=lift", "scan.height.distance=10 nm", "expected-field=40 uT", "name=x=y"]).Value;

        Assert.Equal((32, 16), (plan.Scan.PixelsX, plan.Scan.PixelsY));
        Assert.Equal(TimeSpan.FromMilliseconds(2), plan.Protocol.Dwell);
        Assert.Equal(10e-9, plan.Scan.Height.Distance.Metres, 1e-18);
        Assert.Equal(40e-6, plan.ExpectedField.Tesla, 1e-15);
        Assert.Equal("x=y", plan.Name);
        Assert.StartsWith("# --set scan.pixels=[32, 24]\n", plan.SourceText);
    }

    [Theory]
    [InlineData("scan.pixels=[0, 8]", "scan.pixels[0]", "'0' is not allowed: whole number")]
    [InlineData("scan.pixel=[8, 8]", "scan.pixel", "is not a known key, did you mean 'pixels'?")]
    [InlineData("protocol.dwell=2", "protocol.dwell", "'2' has no unit")]
    [InlineData("protocol.dwell=", "protocol.dwell", "has no value: write path=value")]
    [InlineData("protocol.dwell", "", "'protocol.dwell' is not a setting: write path=value")]
    [InlineData("=5", "", "'=5' is not a setting")]
    [InlineData("scan..pixels=[8, 8]", "", "is not a setting")]
    [InlineData("scan.pixels=[8, 8", "scan.pixels", "this is not valid YAML")]
    [InlineData("scan.pixels=*x", "scan.pixels", "the alias '*x' is not allowed")]
    [InlineData("scan.pixels[2]=4", "scan.pixels[2]", "the list has no item '2': it has 2, counted from 0")]
    [InlineData("scan[0]=4", "scan[0]", "there is no '0' here: scan is a section, not a list")]
    [InlineData("name.first=a", "name.first", "there is no 'first' here: name is a single value")]
    [InlineData("temperature.set=298 K", "temperature", "temperature set-points are not available in this version")]
    public void A_wrong_setting_is_named_as_such(string setting, string field, string message)
    {
        var problem = Assert.Single(PlanText.Problems(PlanText.Good, setting));
        Assert.Equal(("--set", 0, field), (problem.File, problem.Line, problem.Field));
        Assert.Contains(message, problem.Message);
        Assert.StartsWith(field.Length > 0 ? $"--set: {field}: " : "--set: ", problem.ToString());
    }

    [Fact]
    public void Problems_of_settings_stand_after_those_of_the_file() =>
        Assert.Equal(["plan.yaml", "--set"], PlanText.Problems(PlanText.With(13, "  dwell: 1"), "scan.pixels=1").Select(p => p.File));

    [Fact]
    public void A_setting_repairs_a_wrong_line() =>
        Assert.Equal(TimeSpan.FromSeconds(1), PlanLoader.Parse(PlanText.With(13, "  dwell: 1"), "plan.yaml", ["protocol.dwell=1 s", "protocol.stop.max-time=1 h"]).Value.Protocol.Dwell);

    [Fact]
    public void Any_text_in_a_setting_reads_back_from_the_stored_plan() =>
        Prop.ForAll(Gen.Elements(" :#-'\"[]{}&*!|>%@`,?=~\\µ0ax".ToCharArray()).NonEmptyListOf().Select(c => string.Concat(c).Trim()).Where(t => t.Length > 0).ToArbitrary(), text =>
        {
            var plan = PlanLoader.Parse(PlanText.Good, "plan.yaml", [$"sample.note='{text.Replace("'", "''")}'"]).Value;
            return plan.Sample.Note == text && PlanLoader.Parse(plan.SourceText, "run.h5").Value.Sample.Note == text;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
