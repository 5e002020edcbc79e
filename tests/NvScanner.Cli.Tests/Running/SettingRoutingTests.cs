using NvScanner.Cli.Running;

namespace NvScanner.Cli.Tests.Running;

public sealed class SettingRoutingTests
{
    [Fact]
    public void Sections_of_the_rig_go_to_the_profile_and_all_else_to_the_plan()
    {
        var (plan, profile) = SettingRouting.Split(["scan.pixels=[8, 8]", "simulation.seed=7", "tip.nitrogen=15N", "name=simulation", "nonsense", "instruments[0].driver=x"]);

        Assert.Equal(["scan.pixels=[8, 8]", "name=simulation", "nonsense"], plan);
        Assert.Equal(["simulation.seed=7", "tip.nitrogen=15N", "instruments[0].driver=x"], profile);
    }
}
