using NvScanner.Abstractions.Scanning;

namespace NvScanner.Configuration.Tests;

public class ShippedFilesTests
{
    public static TheoryData<string> Plans() => [.. Directory.GetFiles(Repository.Path("hardware-profiles", "plans"), "*.yaml").Order(StringComparer.Ordinal)];

    public static TheoryData<string> Profiles() => [.. Directory.GetFiles(Repository.Path("hardware-profiles"), "simulated-*.yaml").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Plans))]
    public void A_shipped_plan_loads_and_names_a_profile_that_loads(string path)
    {
        var plan = PlanLoader.Load(path);
        Assert.NotEmpty(plan.Value.Protocol.FrequenciesHz());
        var profile = PlanLoader.DefaultProfile(path);
        Assert.NotNull(profile);
        Assert.NotEmpty(ProfileLoader.Load(profile, SomeDrivers.All).Value.Instruments);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_shipped_profile_loads(string path) =>
        Assert.NotNull(ProfileLoader.Load(path, SomeDrivers.All).Value.Simulation);

    [Theory]
    [MemberData(nameof(Plans))]
    public void The_effective_text_of_a_plan_with_settings_reads_back_as_the_same_plan(string path)
    {
        var plan = PlanLoader.Load(path, ["scan.pixels=[8, 6]", "protocol.fit.model=lorentzian2", "scan.height={ mode: lift, distance: 30 nm }", "name='a: #name'"]).Value;
        var again = PlanLoader.Parse(plan.SourceText, "run.h5").Value;

        Assert.Equal(8, plan.Scan.PixelsX);
        Assert.Equal(plan.Scan, again.Scan);
        Assert.Equal("a: #name", again.Name);
        Assert.Equal(plan.Protocol.FrequenciesHz(), again.Protocol.FrequenciesHz());
        // lists are compared by their items
        Assert.Equal(plan.Cell?.Steps, again.Cell?.Steps);
        var cell = plan.Cell is null ? null : plan.Cell with { Program = again.Cell!.Program };
        Assert.Equal(plan with { SourceText = "", Protocol = again.Protocol, Cell = cell }, again with { SourceText = "" });
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void Without_settings_the_text_is_kept_with_its_comments(string path) =>
        Assert.Equal(File.ReadAllText(path), PlanLoader.Load(path).Value.SourceText);

    [Fact]
    public void The_demonstration_is_the_plan_of_the_product_page()
    {
        var plan = PlanLoader.Load(Repository.Path("hardware-profiles", "plans", "test-strip.yaml")).Value;
        Assert.Equal((4e-6, 4e-6), (plan.Scan.SizeX, plan.Scan.SizeY), Close);
        Assert.Equal(ScanPath.Snake, plan.Scan.Path);
        Assert.Equal(121, plan.Protocol.FrequenciesHz().Length);
        Assert.Equal(TimeSpan.FromMilliseconds(1), plan.Protocol.Dwell);
        Assert.Equal(4, plan.Protocol.Repeats);
        Assert.Equal(-8, plan.MicrowavePower.Dbm);
        Assert.Equal(1.5e-3, plan.BiasField.Magnitude.Tesla, 1e-12);
        Assert.True(plan.BiasField.AlongNv);
        Assert.Equal(8, plan.Reference!.EveryLines);
        Assert.Equal(100e-6, plan.ConductorCurrent!.Value.Amperes, 1e-12);
    }

    private static bool Close((double, double) a, (double, double) b) => Math.Abs(a.Item1 - b.Item1) < 1e-15 && Math.Abs(a.Item2 - b.Item2) < 1e-15;
}
