using System.Text.Json;
using NvScanner.EndToEnd.Tests.Processes;
using NvScanner.Testing;

namespace NvScanner.EndToEnd.Tests;

/// <summary>Spectra that other groups measured, fitted by the command as a user would.</summary>
public sealed class MeasuredDataTests
{
    [SharedDataFact]
    public async Task Every_measured_spectrum_agrees_with_its_independent_fit()
    {
        var expected = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf("data", "expected.json"))).RootElement;
        var files = Directory.GetFiles(SharedData.PathOf("data", "odmr"), "*.csv").Order(StringComparer.Ordinal).ToArray();
        var result = await RunningProgram.RunAsync(Path.GetTempPath(), ["fit", .. files, "--format", "json"]);
        result.AssertExit(0);
        var fitted = JsonDocument.Parse(result.Output).RootElement.GetProperty("spectra").EnumerateArray()
            .ToLookup(s => Path.GetFileName(s.GetProperty("source").GetString()!), StringComparer.Ordinal);

        var wrong = new List<string>();
        var compared = 0;
        foreach (var file in files)
        {
            if (!expected.TryGetProperty("odmr/" + Path.GetFileName(file), out var truth) || !truth.TryGetProperty("centres_hz", out var centres) || IsOfLowConfidence(truth))
                continue;
            compared++;
            var found = Centres(Assert.Single(fitted[Path.GetFileName(file)]).GetProperty("centers_hz"));
            // where only some of the dips are the sample's, the reference says which
            var wanted = Centres(truth.TryGetProperty("narrow_centres_hz", out var narrow) ? narrow : centres);
            var tolerances = Centres(centres).Zip(Tolerances(Path.GetFileName(file), truth)).Where(t => wanted.Contains(t.First)).Select(t => t.Second).ToArray();
            var agrees = found.Length == wanted.Length && found.Zip(wanted, tolerances).All(t => Math.Abs(t.First - t.Second) <= t.Third);
            if (!agrees)
                wrong.Add($"{Path.GetFileName(file)}: {InMegahertz(wanted)} within {InMegahertz(tolerances)} MHz, found {InMegahertz(found)}");
        }
        Assert.True(compared >= 20, $"only {compared} spectra were compared");
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [SharedDataFact]
    public async Task A_spectrum_without_a_line_is_reported_as_having_no_dip()
    {
        var result = await RunningProgram.RunAsync(Path.GetTempPath(), "fit", SharedData.PathOf("data", "odmr", "qnami_16dBm_55deg.csv"), "--format", "json");

        result.AssertExit(0);
        var spectrum = JsonDocument.Parse(result.Output).RootElement.GetProperty("spectra")[0];
        Assert.False(spectrum.GetProperty("converged").GetBoolean());
        Assert.Equal("no dip", spectrum.GetProperty("reason").GetString());
    }

    private static string InMegahertz(double[] values) => string.Join(" ", values.Select(v => FormattableString.Invariant($"{v / 1e6:F3}")));

    private static bool IsOfLowConfidence(JsonElement truth) =>
        truth.TryGetProperty("quality", out var quality) && quality.GetString()!.Contains("low confidence", StringComparison.Ordinal);

    private static double[] Centres(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().Select(c => c.GetDouble()).ToArray() : [];

    // three standard deviations of the scaled random error and of the line shape's systematic one
    private static double[] Tolerances(string file, JsonElement truth)
    {
        var sigmas = Centres(truth.GetProperty("centres_sigma_scaled_hz"));
        var systematics = truth.TryGetProperty("model_systematic_hz", out var found) ? Centres(found)
            : Enumerable.Repeat(file == "redpitaya_dc_100ms.csv" ? 0.8e6 : 0, sigmas.Length);
        return sigmas.Zip(systematics, (sigma, systematic) => 3 * Math.Sqrt(sigma * sigma + systematic * systematic)).ToArray();
    }
}
