namespace NvScanner.Cli.Tests.Commands;

public sealed class ProfileCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("settings: { lithium-content: \"1.3\" }", "battery.yaml:10", "simulation.settings.lithium-content", "'1.3' is not a number between 0 and 1")]
    [InlineData("settings: { lithium: 20 um, composite: 30 um }", "battery.yaml:10", "simulation.settings", "overlap by 10 um")]
    [InlineData("settings: { standoff-at-contact: 0 nm }", "battery.yaml:10", "simulation.settings.standoff-at-contact", "the NV would lie in the sample")]
    [InlineData("materials: { cathode: Cu }", "battery.yaml:10", "simulation.materials.cathode", "copper is no cathode")]
    [InlineData("materials: { anode: Lithum }", "battery.yaml:10", "simulation.materials.anode", "There is no material 'Lithum'; the nearest names are 'lithium'")]
    public async Task What_is_impossible_about_the_sample_is_said_with_line_field_and_cause(string line, string place, string field, string message) =>
        (await CommandRun.OfAsync("profile", "check", Profile(line))).AssertBadInput(place, field, message);

    [Fact]
    public async Task A_ferromagnet_is_warned_of()
    {
        var run = await CommandRun.OfAsync("profile", "check", Profile("materials: { anode: Fe }"));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("warning: simulation.materials.anode: iron is ferromagnetic", run.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("warning", (await CommandRun.OfAsync("profile", "check", Profile("materials: { anode: Li }"))).Error, StringComparison.Ordinal);
    }

    private string Profile(string line) => _folder.File("battery.yaml", $$"""
        schema: 1
        name: battery
        instruments:
          - { role: stage, driver: simulated.stage }
          - { role: microwave, driver: simulated.microwave }
          - { role: counter, driver: simulated.counter }
          - { role: laser, driver: simulated.laser }
        tip: { id: a, axis: { theta: 0 deg, phi: 0 deg }, standoff-at-contact: 50 nm }
        simulation:
          {{line}}
          sample: battery-cross-section
        """);
}
