using System.Text.Json;
using NvScanner.Fitting.Spectra;
using NvScanner.Testing;
using Xunit.Abstractions;

namespace NvScanner.Fitting.Tests;

/// <summary>Spectra measured by other groups, fitted with nothing but `auto`.</summary>
public class MeasuredSpectraTests(ITestOutputHelper output)
{
    private const string Folder = "odmr";

    public static TheoryData<string> FilesWithCentres() => Files(entry =>
        entry.TryGetProperty("centres_hz", out _) && !QualityOf(entry).Contains("low confidence", StringComparison.Ordinal));

    public static TheoryData<string> AllFiles()
    {
        TheoryData<string> files = [];
        if (SharedData.Folder is not null)
            foreach (string path in Directory.GetFiles(SharedData.PathOf("data", Folder), "*.csv").Order(StringComparer.Ordinal))
                files.Add(Path.GetFileName(path));
        else
            files.Add("(absent)");
        return files;
    }

    [SharedDataTheory]
    [MemberData(nameof(FilesWithCentres))]
    public void Auto_finds_the_lines_that_an_independent_fit_found(string file)
    {
        JsonElement expected = Expected().GetProperty($"{Folder}/{file}");
        (double[] centres, double[] tolerances) = Centres(expected);
        FitResults results = Read(file).Fit(0, new FitOptions());
        Assert.True(results.IsConverged(0), $"{results.Reasons[0]}");
        Assert.Equal(centres.Length, results.LineCounts[0]);
        for (int line = 0; line < centres.Length; line++)
        {
            output.WriteLine($"{file} {results.Models[0]}: {(results.CentresHz[line] - centres[line]) / tolerances[line]:F3} of the tolerance");
            Assert.InRange(results.CentresHz[line], centres[line] - tolerances[line], centres[line] + tolerances[line]);
        }
    }

    [SharedDataTheory]
    [MemberData(nameof(AllFiles))]
    public void Every_file_gives_a_result(string file)
    {
        SpectrumFile spectra = Read(file);
        for (int spectrum = 0; spectrum < spectra.Spectra.Count; spectrum++)
        {
            FitResults results = spectra.Fit(spectrum, new FitOptions());
            Assert.True(results.IsConverged(0) || results.Reasons[0] == FitReason.NoDip, $"{file}[{spectrum}]: {results.Reasons[0]}");
        }
    }

    [SharedDataFact]
    public void The_negative_control_has_no_dip()
    {
        FitResults results = Read("qnami_16dBm_55deg.csv").Fit(0, new FitOptions());
        Assert.Equal(FitReason.NoDip, results.Reasons[0]);
        Assert.Equal(0, results.LineCounts[0]);
        Assert.False(results.IsConverged(0));
    }

    [SharedDataFact]
    public void Frequency_modulated_spectra_are_recognised_as_derivatives()
    {
        FitResults results = Read("lockin_FM_20260128_211229.csv").Fit(0, new FitOptions());
        Assert.Equal("lorentzian-derivative2", results.Models[0].Name);
    }

    [SharedDataFact]
    public void Drop_outs_do_not_move_the_lines_of_the_same_rig()
    {
        double[] withDropOuts = Read("redpitaya_am_sweep.csv").Fit(0, new FitOptions()).CentresHz;
        double[] without = Read("redpitaya_dc_100ms.csv").Fit(0, new FitOptions()).CentresHz;
        for (int line = 0; line < 2; line++)
            Assert.Equal(without[line], withDropOuts[line], 0.5e6);
    }

    [SharedDataFact]
    public void Single_sweeps_fitted_alone_scatter_as_their_error_bars_say()
    {
        SpectrumFile file = Read("redpitaya_dc_integration.csv");
        FitResults[] fits = [.. Enumerable.Range(0, file.Spectra.Count).Select(i => file.Fit(i, new FitOptions()))];
        Assert.All(fits, fit => Assert.Equal(fits[0].CentresHz[0], fit.CentresHz[0], 4 * fits[0].CentreStdsHz[0]));
    }

    private static (double[] Centres, double[] Tolerances) Centres(JsonElement expected)
    {
        if (expected.TryGetProperty("narrow_centres_hz", out JsonElement narrow))
            return (Numbers(narrow), [.. Numbers(narrow).Select(_ => expected.GetProperty("tolerance_hz").GetDouble())]);
        double[] centres = Numbers(expected.GetProperty("centres_hz"));
        double[] sigmas = Numbers(expected.GetProperty("centres_sigma_scaled_hz"));
        double[] systematics = expected.TryGetProperty("model_systematic_hz", out JsonElement given) ? Numbers(given) : new double[centres.Length];
        return (centres, [.. sigmas.Zip(systematics, (sigma, systematic) => 3 * Math.Sqrt(sigma * sigma + systematic * systematic))]);
    }

    private static TheoryData<string> Files(Func<JsonElement, bool> wanted)
    {
        TheoryData<string> files = [];
        if (SharedData.Folder is null)
            files.Add("(absent)"); // a theory without rows would fail instead of being skipped
        else
            foreach (JsonProperty entry in Expected().EnumerateObject())
                if (entry.Name.StartsWith(Folder + "/", StringComparison.Ordinal) && wanted(entry.Value))
                    files.Add(entry.Name[(Folder.Length + 1)..]);
        return files;
    }

    private static string QualityOf(JsonElement entry) => entry.TryGetProperty("quality", out JsonElement quality) ? quality.GetString()! : "";

    private static SpectrumFile Read(string file) => SpectrumCsv.Read(SharedData.PathOf("data", Folder, file));

    private static JsonElement Expected() => JsonDocument.Parse(File.ReadAllText(SharedData.PathOf("data", "expected.json"))).RootElement;

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];
}
