using NvScanner.Emulation.Cobolt;
using NvScanner.Emulation.Hosting;
using NvScanner.Emulation.Nanonis;
using NvScanner.Emulation.SerialCounter;
using NvScanner.Emulation.StanfordResearch;
using NvScanner.EndToEnd.Tests.Processes;

namespace NvScanner.EndToEnd.Tests;

/// <summary>A scan through the drivers of real instruments, with emulators behind TCP ports and a serial line: Nanonis stage and tip, SRS generator, Cobolt laser, a counter that triggers the generator.</summary>
public sealed class EmulatedRigTests : IDisposable
{
    private const string Tip = "{ id: a, axis: { theta: 54.7356 deg, phi: 90 deg }, standoff-at-contact: 60 nm, expected-rate: 100 kcps, expected-contrast: 0.15, expected-linewidth: 7 MHz }";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [H5pyFact]
    public Task A_scan_stepped_by_software_fills_a_file_of_the_simulated_rigs_structure() => SameStructureAsync("software");

    [H5pyFact]
    public Task A_scan_whose_counter_triggers_the_generators_list_fills_a_file_of_the_simulated_rigs_structure() => SameStructureAsync("hardware");

    private async Task SameStructureAsync(string timing)
    {
        Sg384Emulator generator = new();
        SerialCounterEmulator photons = new() { Trigger = generator.Trigger };
        await using NanonisHost nanonis = new(new NanonisEmulator(TimeProvider.System), TimeProvider.System);
        await using TcpTextHost microwave = new(generator, TimeProvider.System);
        await using PtyTextHost counter = new(photons, TimeProvider.System);
        await using TcpTextHost laser = new(new Cobolt06Emulator(), TimeProvider.System);
        var plan = _folder.File("plan.yaml", $$"""
            schema: 1
            name: small
            sample: { id: none, configuration: test-conductor }
            scan: { origin: [0 um, 0 um], size: [1 um, 1 um], pixels: [2, 2], path: snake, height: contact }
            protocol:
              kind: cw-odmr
              lines: both
              frequencies: { from: 2.81 GHz, to: 2.93 GHz, points: 13 }
              dwell: 1 ms
              repeats: 2
              fit: { model: auto }
              timing: {{timing}}
            microwave: { power: -10 dBm }
            laser: { power: 100 uW }
            bias-field: { magnitude: 1.5 mT, along: nv }
            """);
        var real = _folder.File("real.yaml", $$"""
            schema: 1
            name: emulated
            instruments:
              - { role: stage, driver: nanonis.stage, options: { address: "TCPIP::127.0.0.1::{{nanonis.FirstPort}}::SOCKET", stop-port: "{{nanonis.FirstPort + 1}}" } }
              - { role: probe, driver: nanonis.probe, options: { address: "TCPIP::127.0.0.1::{{nanonis.FirstPort + 2}}::SOCKET" } }
              - { role: microwave, driver: srs.sg380, options: { address: "{{microwave.Address}}" } }
              - { role: counter, driver: nvscanner.counter, options: { address: "{{counter.Address}}" } }
              - { role: laser, driver: cobolt.06, options: { address: "{{laser.Address}}" } }
            tip: {{Tip}}
            """);
        var simulated = _folder.File("simulated.yaml", $$"""
            schema: 1
            name: simulated
            instruments:
              - { role: stage, driver: simulated.stage }
              - { role: probe, driver: simulated.probe }
              - { role: microwave, driver: simulated.microwave }
              - { role: counter, driver: simulated.counter }
              - { role: laser, driver: simulated.laser }
            tip: {{Tip}}
            simulation: { sample: test-strip }
            """);

        var wanted = await StructureAsync(plan, simulated, "simulated.h5");
        var found = await StructureAsync(plan, real, "real.h5");
        Assert.Contains("entry/raw/", wanted);
        Assert.DoesNotContain(found, line => line.Contains("truth", StringComparison.Ordinal));
        Assert.Empty(found.Except(wanted));
        Assert.All(wanted.Except(found), line => Assert.Contains("truth", line, StringComparison.Ordinal)); // which only a simulated rig knows
    }

    private async Task<string[]> StructureAsync(string plan, string profile, string name)
    {
        var result = await RunningProgram.RunAsync(_folder.Path, "run", plan, "--profile", profile, "--headless", "--out", _folder.File(name));
        result.AssertExit(0);
        Assert.Contains("acknowledged 4", result.Error, StringComparison.Ordinal);
        return [.. PlainReader.RunScript("list_structure.py", _folder.File(name)).EnumerateArray().Select(line => line.GetString()!)];
    }
}
