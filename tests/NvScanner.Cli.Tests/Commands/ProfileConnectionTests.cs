using NvScanner.Emulation;
using NvScanner.Testing;

namespace NvScanner.Cli.Tests.Commands;

/// <summary>`profile check --connect` with emulators in the place of instruments.</summary>
public sealed class ProfileConnectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    public async Task Who_answers_on_a_serial_line_or_a_socket_is_shown_with_firmware_latency_and_limits()
    {
        await using var stage = Emulator("pi.gcs2").Start(TimeProvider.System, 0);
        await using var laser = Emulator("cobolt.06").StartOnTty!(TimeProvider.System);
        await using var microwave = Emulator("srs.sg380").Start(TimeProvider.System, 0);
        var run = await CommandRun.OfAsync("profile", "check", Profile(stage.Address, laser.Address, microwave.Address), "--connect");

        Assert.True(run.ExitCode == ExitCodes.Completed, run.Error);
        Assert.Contains("every instrument answers", run.Error, StringComparison.Ordinal);
        Assert.StartsWith("ASRL/dev/pts/", laser.Address, StringComparison.Ordinal);
        Assert.Matches($@"stage +pi\.gcs2 +{stage.Address} .* \d+(\.\d+)? (us|ms|s) +x ", run.Error);
        Assert.Matches($@"laser +cobolt\.06 +{laser.Address} .* \d+(\.\d+)? (us|ms|s) +0 W to ", run.Error);
        Assert.All(["E-727", "SG384"], model => Assert.Contains(model, run.Error, StringComparison.Ordinal));
        Assert.Matches(@"counter\s+simulated\.counter\s+-", run.Error);
    }

    [Fact]
    public async Task All_instruments_are_tried_and_each_that_fails_says_why_and_what_to_do()
    {
        await using var stage = Emulator("pi.gcs2").Start(TimeProvider.System, 0);
        await using var notALaser = Emulator("srs.sg380").Start(TimeProvider.System, 0);
        var run = await CommandRun.OfAsync("profile", "check", Profile(stage.Address, notALaser.Address, "TCPIP::127.0.0.1::2::SOCKET"), "--connect");

        Assert.Equal(ExitCodes.Hardware, run.ExitCode);
        Assert.Contains("2 of 4 instruments failed", run.Error, StringComparison.Ordinal);
        Assert.Contains("E-727", run.Error, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^error: microwave.*127\.0\.0\.1.*check", run.Error);
        Assert.Matches(@"(?m)^error: laser.*cobolt\.06", run.Error);
        Assert.Matches(@"microwave\s+srs\.sg380\s+TCPIP.*failed", run.Error);
        Assert.DoesNotContain("every instrument answers", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wholly_simulated_rig_answers_in_virtual_time()
    {
        var run = await CommandRun.OfAsync("profile", "check", _folder.File("simulated.yaml", """
            schema: 1
            name: simulated
            instruments:
              - { role: stage, driver: simulated.stage }
              - { role: microwave, driver: simulated.microwave }
              - { role: counter, driver: simulated.counter }
              - { role: laser, driver: simulated.laser }
              - { role: potentiostat, driver: simulated.potentiostat }
            tip: { id: a, axis: { theta: 0 deg, phi: 0 deg }, standoff-at-contact: 50 nm }
            simulation: { sample: battery-cross-section }
            """), "--connect");
        Assert.True(run.ExitCode == ExitCodes.Completed, run.Error);
        Assert.Matches(@"stage\s+simulated\.stage\s+-.+simulated\s+x ", run.Error);
    }

    [Fact]
    public async Task A_potentiostat_is_asked_for_its_compliance_before_any_is_set()
    {
        await using var potentiostat = Emulator("keithley.2450").Start(TimeProvider.System, 0);
        var run = await CommandRun.OfAsync("profile", "check", _folder.File("cell.yaml", $$"""
            schema: 1
            name: cell
            instruments:
              - { role: stage, driver: simulated.stage }
              - { role: microwave, driver: simulated.microwave }
              - { role: counter, driver: simulated.counter }
              - { role: laser, driver: simulated.laser }
              - { role: potentiostat, driver: keithley.2450, options: { address: "{{potentiostat.Address}}", maximum-current: 20 mA }, limits: { voltage: [2.5 V, 4.5 V], current: [-10 mA, 10 mA] } }
            tip: { id: a, axis: { theta: 0 deg, phi: 0 deg }, standoff-at-contact: 50 nm }
            simulation: { sample: test-strip }
            """), "--connect");
        Assert.True(run.ExitCode == ExitCodes.Completed, run.Error);
        Assert.Contains("2.5 V to 4.5 V", run.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    private static EmulatorEntry Emulator(string name) => Emulators.All.Single(e => e.Name == name);

    private string Profile(string stage, string laser, string microwave) => _folder.File("rig.yaml", $$"""
        schema: 1
        name: rig
        instruments:
          - { role: stage, driver: pi.gcs2, options: { address: "{{stage}}" } }
          - { role: microwave, driver: srs.sg380, options: { address: "{{microwave}}" } }
          - { role: counter, driver: simulated.counter }
          - { role: laser, driver: cobolt.06, options: { address: "{{laser}}" } }
        tip: { id: a, axis: { theta: 0 deg, phi: 0 deg }, standoff-at-contact: 50 nm }
        simulation: { sample: test-strip }
        """);
}
