using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition;
using NvScanner.Configuration;
using NvScanner.Simulation.Drivers;

namespace NvScanner.EndToEnd.Tests;

/// <summary>Every plan that is shipped can be run on the rig that it names.</summary>
public sealed class ShippedPlanTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "hardware-profiles");

    public static TheoryData<string> Plans => new(Directory.EnumerateFiles(Path.Combine(Folder, "plans"), "*.yaml").Select(f => Path.GetFileName(f)));

    [Theory]
    [MemberData(nameof(Plans))]
    public void A_shipped_plan_passes_its_preflight(string name)
    {
        var path = Path.Combine(Folder, "plans", name);
        var plan = PlanLoader.Load(path);
        var profile = ProfileLoader.Load(PlanLoader.DefaultProfile(path)!, SimulatedDrivers.All);

        Assert.Equal([], PlanPreflight.Check(plan.Value, profile.Value).Select(p => $"{p.Field}: {p.Message}"));
    }

    // D = 2870 MHz plus and minus 28.02495 MHz per mT along the axis, worked out by hand: no code of the program says where the lines are
    [Theory]
    [InlineData("test-strip.yaml", 2827.96, 2912.04)]
    [InlineData("letter-f.yaml", 2827.96, 2912.04)]
    [InlineData("test-strip-single-line.yaml", null, 2912.04)]
    [InlineData("lco-particles.yaml", 628.0, 5112.0)]
    [InlineData("alignment.yaml", 628.0, 5112.0)]
    [InlineData("state-of-charge.yaml", 628.0, 5112.0)]
    [InlineData("lithium-metal.yaml", 628.0, 5112.0)]
    [InlineData("hot-spot.yaml", 628.0, 5112.0)]
    [InlineData("paper-figure-4.yaml", 67.5, 5672.5)]
    public void The_lines_that_a_shipped_plan_measures_stay_in_its_windows(string name, double? lowerMegahertz, double? upperMegahertz)
    {
        var plan = PlanLoader.Load(Path.Combine(Folder, "plans", name)).Value;

        Assert.Equal(lowerMegahertz is not null, plan.Protocol.Lines != MeasuredLines.Upper);
        Assert.Equal(upperMegahertz is not null, plan.Protocol.Lines != MeasuredLines.Lower);
        var shift = plan.ExpectedField.Tesla * 28.025e9;
        foreach (var line in new[] { lowerMegahertz, upperMegahertz }.OfType<double>())
            Assert.Contains(plan.Protocol.Windows, window => window.FromHz < line * 1e6 - shift && line * 1e6 + shift < window.ToHz);
    }

    [Fact]
    public void A_plan_whose_lines_lie_outside_its_windows_does_not_pass()
    {
        var path = Path.Combine(Folder, "plans", "test-strip.yaml");
        var plan = PlanLoader.Load(path, ["bias-field.magnitude=4 mT"]);
        var profile = ProfileLoader.Load(PlanLoader.DefaultProfile(path)!, SimulatedDrivers.All);

        Assert.Contains(PlanPreflight.Check(plan.Value, profile.Value), p => p.Field.StartsWith("protocol.frequencies", StringComparison.Ordinal));
    }
}
