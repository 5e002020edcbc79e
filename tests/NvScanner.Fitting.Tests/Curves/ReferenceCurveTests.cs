using System.Text.Json;
using NvScanner.Fitting.Curves;

namespace NvScanner.Fitting.Tests.Curves;

/// <summary>Pulse sequences computed from the propagators of a two-level system (Reference/pulsed.json): the fit returns what they were made with.</summary>
public class ReferenceCurveTests
{
    private static readonly JsonElement[] Cases = Load();

    public static TheoryData<int> Ids(string kind) => new(Enumerable.Range(0, Cases.Length).Where(i => Cases[i].GetProperty("kind").GetString() == kind));

    [Theory]
    [MemberData(nameof(Ids), "rabi")]
    public void Rabi_oscillations_have_the_generalised_frequency_and_depth(int id)
    {
        JsonElement vector = Cases[id];
        double rabi = Number(vector, "rabi_Hz"), detuning = Number(vector, "detuning_Hz"), frequency = Math.Sqrt(rabi * rabi + detuning * detuning);
        CurveFitResults results = Fit(vector, "P0_ideal", "rabi", new() { ["decay-time"] = double.PositiveInfinity }, []);
        double depth = rabi * rabi / (frequency * frequency);
        Assert.Equal(frequency, results[0, "frequency"].Value, 1e-9 * frequency);
        Assert.Equal(0.5 * depth, results[0, "amplitude"].Value, 1e-9);
        Assert.Equal(1 - 0.5 * depth, results[0, "offset"].Value, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Ids), "ramsey")]
    public void Ramsey_fringes_have_their_detuning_phase_and_decay(int id)
    {
        JsonElement vector = Cases[id];
        double detuning = Number(vector, "detuning_Hz"), exponent = Number(vector, "decay_exponent");
        CurveFitResults results = Fit(vector, "P0_decayed", "ramsey", new() { ["exponent"] = exponent }, ["phase"]);
        Assert.Equal(Math.Abs(detuning), results[0, "detuning"].Value, 1e-8 * Math.Abs(detuning));
        Assert.Equal(Number(vector, "T2star_s"), results[0, "decay-time"].Value, 1e-8 * Number(vector, "T2star_s"));
        Assert.Equal(0.5, results[0, "amplitude"].Value, 1e-8);
        // P0 - 1/2 is -cos / 2 with the last pulse about the first one's axis and -sin / 2 a quarter of a turn off, whose sign is the detuning's
        double phase = Number(vector, "final_pulse_phase_rad") == 0 ? Math.PI : Math.Sign(detuning) * 0.5 * Math.PI;
        Assert.Equal(0, Math.IEEERemainder(results[0, "phase"].Value - phase, 2 * Math.PI), 1e-7);
    }

    private static CurveFitResults Fit(JsonElement vector, string values, string name, Dictionary<string, double> held, string[] free)
    {
        CurveModel model = CurveModel.Parse(name);
        CurveFitResults results = new(1, model);
        new CurveFitter(Numbers(vector, "time_s"), new() { Model = model, Statistics = FitStatistics.Unweighted, Held = held, Free = free })
            .Fit(Numbers(vector, values), [], 1, results);
        Assert.Equal(FitReason.Ok, results.Reasons[0]);
        return results;
    }

    private static JsonElement[] Load()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "pulsed.json")));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(element => element.Clone())];
    }

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();

    private static double[] Numbers(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
}
