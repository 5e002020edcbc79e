using System.Text.Json;
using Xunit.Abstractions;

namespace NvScanner.Fitting.Tests;

/// <summary>Independent maximum-likelihood fits of simulated Poisson spectra (Reference/odmr_spectra.json).</summary>
public class ReferenceSpectraTests(ITestOutputHelper output)
{
    private static readonly JsonElement[] Cases = Load();

    public static TheoryData<int> Ids()
    {
        TheoryData<int> ids = [];
        for (int i = 0; i < Cases.Length; i++)
            ids.Add(i);
        return ids;
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Centres_agree_with_the_independent_likelihood_fit(int id)
    {
        JsonElement reference = Cases[id];
        FitResults results = Fit(reference, FitModel.Parse(FamilyOf(reference)));
        Assert.True(results.IsConverged(0), $"{results.Reasons[0]}");
        double[] bounds = Numbers(reference.GetProperty("crb_center_std_Hz"));
        double[] expected = Dips(reference.GetProperty("mle"), "center_Hz");
        Assert.Equal(expected.Length, results.LineCounts[0]);
        for (int line = 0; line < expected.Length; line++)
        {
            double deviation = (results.CentresHz[line] - expected[line]) / bounds[line];
            output.WriteLine($"case {id} {results.Models[0]} line {line}: {deviation:E2} bounds");
            if (reference.GetProperty("asymptotic_ok").GetBoolean())
                Assert.InRange(deviation, -0.1, 0.1);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Errors_baseline_widths_and_depths_agree_with_the_independent_fit(int id)
    {
        JsonElement reference = Cases[id], mle = reference.GetProperty("mle");
        FitResults results = Fit(reference, FitModel.Parse(FamilyOf(reference)));
        double components = reference.GetProperty("hyperfine").GetString() switch { "14N" => 3, "15N" => 2, _ => 1 };
        double[] stds = Numbers(mle.GetProperty("center_std_Hz")), widths = Dips(mle, "fwhm_Hz"), depths = Dips(mle, "depth");
        Assert.Equal(mle.GetProperty("baseline_counts").GetDouble(), results.Baselines[0], 0.02 * results.BaselineStds[0]);
        Assert.Equal(mle.GetProperty("dof").GetInt32(), results.DegreesOfFreedom[0]);
        Assert.Equal(mle.GetProperty("pearson_chi2").GetDouble() / results.DegreesOfFreedom[0], results.Chi2Reduced[0], 1e-3);
        for (int line = 0; line < stds.Length; line++)
        {
            Assert.Equal(1, results.CentreStdsHz[line] / stds[line], 0.02);
            Assert.Equal(widths[line], results.FwhmsHz[line], 0.05 * results.FwhmStdsHz[line]);
            Assert.Equal(components * depths[line], results.Contrasts[line], 0.05 * results.ContrastStds[line]);
        }
    }

    [Fact]
    public void Pulls_against_the_truth_are_about_one()
    {
        double sum = 0;
        int count = 0;
        foreach (JsonElement reference in Cases)
        {
            FitResults results = Fit(reference, FitModel.Parse(FamilyOf(reference)));
            double[] truth = Dips(reference.GetProperty("true"), "center_Hz");
            for (int line = 0; line < truth.Length; line++, count++)
                sum += Math.Pow((results.CentresHz[line] - truth[line]) / results.CentreStdsHz[line], 2);
        }
        // the standard deviation of an rms of 60 normal pulls is 0.09
        Assert.InRange(Math.Sqrt(sum / count), 0.7, 1.3);
    }

    [Fact]
    public void Auto_finds_the_number_of_lines_and_the_hyperfine_structure_of_every_spectrum()
    {
        foreach (JsonElement reference in Cases)
        {
            FitResults results = Fit(reference, FitModel.Auto);
            FitModel expected = FitModel.Parse(FamilyOf(reference));
            Assert.True(results.IsConverged(0), $"case {reference.GetProperty("id")}: {results.Reasons[0]}");
            Assert.Equal(expected.Lines, results.LineCounts[0]);
            Assert.Equal(expected.Multiplet, results.Models[0].Multiplet);
        }
    }

    private static FitResults Fit(JsonElement reference, FitModel model)
    {
        double[] frequencies = Numbers(reference.GetProperty("freq_Hz"));
        uint[] counts = Array.ConvertAll(Numbers(reference.GetProperty("counts")), value => (uint)value);
        SpectrumFitter fitter = new(frequencies, new FitOptions { Model = model });
        FitResults results = new(1, fitter.MaximumLines);
        fitter.Fit(counts, 1, results);
        return results;
    }

    private static string FamilyOf(JsonElement reference)
    {
        string family = (reference.GetProperty("hyperfine").GetString(), reference.GetProperty("shape").GetString()) switch
        {
            ("14N", _) => "n14-triplet",
            ("15N", _) => "n15-doublet",
            (_, "gauss") => "gaussian",
            _ => "lorentzian",
        };
        return family + reference.GetProperty("n_dips").GetInt32();
    }

    private static double[] Dips(JsonElement fit, string field) =>
        [.. fit.GetProperty("dips").EnumerateArray().Select(dip => dip.GetProperty(field).GetDouble())];

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];

    private static JsonElement[] Load()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Reference", "odmr_spectra.json");
        return [.. JsonDocument.Parse(File.ReadAllText(path)).RootElement.GetProperty("cases").EnumerateArray()];
    }
}
