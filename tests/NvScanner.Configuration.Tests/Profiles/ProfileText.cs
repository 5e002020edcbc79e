namespace NvScanner.Configuration.Tests.Profiles;

/// <summary>A good profile whose lines are numbered in the tests, and short ways to break it.</summary>
internal static class ProfileText
{
    public const string Good = """
        schema: 1
        name: a rig
        instruments:
          - role: stage
            driver: simulated.stage
            options: { settling: 1 ms }
            limits: { x: [0 um, 10 um] }
          - { role: laser, driver: simulated.laser, options: { shape: gauss } }
          - { role: counter, driver: simulated.counter }
        tip:
          id: tip-7
          axis: { theta: 54.7 deg, phi: 90 deg }
          standoff-at-contact: 55 nm
          expected-contrast: 0.15
        microwave-chain: { amplifier-band: [1 GHz, 4.2 GHz], max-input: 0 dBm }
        safety: { order: [laser, microwave], deadline: 1 s }
        moves: tip
        simulation: { sample: letter-f, seed: 7, settings: { temperature: 298 K } }

        """;

    /// <summary>The good profile with one line replaced.</summary>
    public static string With(int line, string text)
    {
        var lines = Good.ReplaceLineEndings("\n").Split('\n');
        lines[line - 1] = text;
        return string.Join('\n', lines);
    }

    /// <summary>What is wrong with a text; fails when nothing is.</summary>
    public static IReadOnlyList<ConfigurationProblem> Problems(string text, params string[] settings) =>
        Assert.Throws<ConfigurationException>(() => ProfileLoader.Parse(text, "rig.yaml", SomeDrivers.All, settings, _ => null)).Problems;
}
