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

    [Fact]
    public void A_plan_whose_lines_lie_outside_its_windows_does_not_pass()
    {
        var path = Path.Combine(Folder, "plans", "test-strip.yaml");
        var plan = PlanLoader.Load(path, ["bias-field.magnitude=4 mT"]);
        var profile = ProfileLoader.Load(PlanLoader.DefaultProfile(path)!, SimulatedDrivers.All);

        Assert.Contains(PlanPreflight.Check(plan.Value, profile.Value), p => p.Field.StartsWith("protocol.frequencies", StringComparison.Ordinal));
    }
}
