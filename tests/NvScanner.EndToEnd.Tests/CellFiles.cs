namespace NvScanner.EndToEnd.Tests;

/// <summary>A profile with a potentiostat and a plan with a cell, for tests that vary them.</summary>
internal static class CellFiles
{
    public const string Profile = """
        schema: 1
        name: a rig with a potentiostat
        instruments:
          - { role: stage, driver: simulated.stage }
          - { role: probe, driver: simulated.probe }
          - { role: microwave, driver: simulated.microwave }
          - { role: counter, driver: simulated.counter }
          - { role: laser, driver: simulated.laser }
          - { role: bias-field, driver: simulated.bias-field }
          - { role: temperature, driver: simulated.temperature }
          - { role: potentiostat, driver: simulated.potentiostat }
        tip: { id: t, zero-field-splitting: 2.87 GHz, axis: { theta: 54.7356 deg, phi: 0 deg }, standoff-at-contact: 55 nm, nitrogen: 14N, expected-rate: 300 kcps, expected-contrast: 0.15, expected-linewidth: 6 MHz }
        microwave-chain: { rabi-at-0-dbm: 2.8 MHz }
        simulation: { sample: letter-f, seed: 1 }

        """;

    /// <summary>The plan without its cell, and with a limit that can trip.</summary>
    public static string PlanWithoutCell => Plan[..Plan.IndexOf("cell:\n", StringComparison.Ordinal)].Replace("configuration: full", "configuration: particles", StringComparison.Ordinal)
        .Replace("pixels: [4, 3] }", "pixels: [4, 3], path: raster }", StringComparison.Ordinal)
        + "limits: { photon-rate: [20 kcps, 20 Mcps] }\n";

    public const string Plan = """
        schema: 1
        name: a cell
        profile: profile.yaml
        sample: { id: cell-7, configuration: full }
        scan: { origin: [1 um, 1 um], size: [0.4 um, 0.3 um], pixels: [4, 3] }
        protocol: { kind: cw-odmr, frequencies: { from: 2.81 GHz, to: 2.93 GHz, points: 121 }, dwell: 1 ms }
        microwave: { power: -8 dBm }
        laser: { power: 150 uW }
        bias-field: { magnitude: 1.5 mT }
        expected-field: 60 uT
        cell:
          capacity: 0.94 mAh
          positive: LiCoO2
          x-initial: 0.995
          program:
            - rest: { time: 10 min }
            - cc: { rate: C/10, until: { time: 5 h } }
            - repeat: { times: 3, steps: [ { cc: { rate: 1C, until: { time: 20 min } } }, { cc: { rate: -1C, until: { charge: 0.3 mAh } } } ] }
        limits:
          cell: { voltage: [2.8 V, 4.3 V], current: [-2 mA, 2 mA] }

        """;
}
