namespace NvScanner.Configuration.Tests.Plans;

/// <summary>A good plan whose lines are numbered in the tests, and short ways to break it.</summary>
internal static class PlanText
{
    public const string Good = """
        schema: 1
        name: a run
        sample: { id: strip-03, configuration: test-conductor }
        scan:
          origin: [0 um, 0 um]
          size: [4 um, 3 um]
          pixels: [8, 6]
          path: snake
        protocol:
          kind: cw-odmr
          lines: both
          frequencies: { from: 2.81 GHz, to: 2.93 GHz, points: 121 }
          dwell: 1 ms
          repeats: 4
          stop: { sigma-b: 6 uT, max-time: 3 s }
        microwave: { power: -8 dBm }
        laser: { power: 150 uW }
        bias-field: { magnitude: 1.5 mT, along: nv }
        reference: { at: retracted, every: 8 lines }
        current-source: { current: 100 uA }
        limits: { photon-rate: [20 kcps, 20 Mcps] }

        """;

    /// <summary>The good plan with one line replaced.</summary>
    public static string With(int line, string text)
    {
        var lines = Good.ReplaceLineEndings("\n").Split('\n');
        lines[line - 1] = text;
        return string.Join('\n', lines);
    }

    /// <summary>What is wrong with a text; fails when nothing is.</summary>
    public static IReadOnlyList<ConfigurationProblem> Problems(string text, params string[] settings) =>
        Assert.Throws<ConfigurationException>(() => PlanLoader.Parse(text, "plan.yaml", settings)).Problems;
}
