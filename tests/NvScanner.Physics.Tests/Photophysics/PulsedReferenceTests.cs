using System.Text.Json;
using NvScanner.Physics.Photophysics;
using NvScanner.Physics.Spin;

namespace NvScanner.Physics.Tests.Photophysics;

/// <summary>Sequences played on the density matrix against independent reference vectors of Rabi, Ramsey, Hahn echo and XY8.</summary>
public class PulsedReferenceTests
{
    private static readonly Vector3d Bias = new(0, 0, 2e-3);

    private static readonly NvPhotophysics Ideal = NvPhotophysics.Robledo2011 with
    {
        RelaxationSeconds = double.PositiveInfinity,
        InhomogeneousDephasingSeconds = double.PositiveInfinity,
        CoherenceSeconds = double.PositiveInfinity,
        Nitrogen = NitrogenIsotope.None,
    };

    public static TheoryData<int> Cases => [.. ReferenceVectors.Cases("pulsed.json").Select(c => c.GetProperty("id").GetInt32())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void IdealPulsesMeetTheReferenceToOnePartInABillion(int id)
    {
        var reference = Reference(id);
        var dynamics = Create(Ideal, reference);
        var expected = reference.Numbers("P0_ideal");
        var times = Times(reference);
        for (var i = 0; i < times.Length; i++) Assert.Equal(expected[i], Play(dynamics, reference, times[i]), 1e-9);
    }

    /// <summary>T2* comes from the ensemble's quadrature, T2 from the bath; a Ramsey decay with exponent 1 is that of white noise.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void DecayFollowsFromEnsembleAndBath(int id)
    {
        var reference = Reference(id);
        if (Kind(reference) == "rabi") return; // the reference has no decaying Rabi oscillation
        var exponent = reference.Number("decay_exponent");
        NvPhotophysics centre;
        if (Kind(reference) == "ramsey")
        {
            var decay = reference.Number("T2star_s");
            centre = exponent == 2
                ? Ideal with { InhomogeneousDephasingSeconds = decay }
                : Ideal with { CoherenceSeconds = decay, CoherenceExponent = exponent };
        }
        else
        {
            // the reference gives the T2 of the whole sequence, the model that of an echo, T2 n^((p-1)/p) for n pulses
            var prolonged = Math.Pow(reference.Number("n_pulses"), (exponent - 1) / exponent);
            centre = Ideal with { CoherenceSeconds = reference.Number("T2_s") / prolonged, CoherenceExponent = exponent };
        }
        var dynamics = Create(centre, reference);
        var expected = reference.Numbers("P0_decayed");
        var times = Times(reference);
        for (var i = 0; i < times.Length; i++) Assert.Equal(expected[i], Play(dynamics, reference, times[i]), 1e-8);
    }

    /// <summary>The upper line's frequency rises with the field where the lower line's falls: the accumulated phase changes its sign.</summary>
    [Fact]
    public void TheUpperLineSeesTheOppositeSignOfTheField()
    {
        double Quadrature(NvLine line)
        {
            var dynamics = new SpinDynamics(Ideal, Bias, line) { Field = new SignalField(1e-6) };
            new DecouplingSequence(0, 2e-6, Math.PI / 2).Play(dynamics);
            return LowestPopulation(dynamics);
        }
        var phase = 2 * Math.PI * PhysicalConstants.GyromagneticRatioHzPerTesla * 1e-6 * 2e-6;
        Assert.Equal(0.5 * (1 - Math.Sin(phase)), Quadrature(NvLine.Lower), 1e-9);
        Assert.Equal(0.5 * (1 + Math.Sin(phase)), Quadrature(NvLine.Upper), 1e-9);
    }

    private static JsonElement Reference(int id) => ReferenceVectors.Cases("pulsed.json").Single(c => c.GetProperty("id").GetInt32() == id);

    private static string? Kind(JsonElement reference) => reference.GetProperty("kind").GetString();

    private static double[] Times(JsonElement reference) =>
        reference.Numbers(Kind(reference) is "rabi" or "ramsey" ? "time_s" : "total_time_s");

    private static SpinDynamics Create(NvPhotophysics centre, JsonElement reference)
    {
        var dynamics = new SpinDynamics(centre, Bias, NvLine.Lower) { DetuningHz = reference.Number("detuning_Hz") };
        if (Kind(reference) is "echo" or "xy8")
        {
            // the reference's gyromagnetic ratio is the product's
            Assert.Equal(PhysicalConstants.GyromagneticRatioHzPerTesla, reference.Number("gamma_Hz_per_T"));
            dynamics.Field = new SignalField(0, reference.Number("B_ac_amplitude_T"), reference.Number("f_ac_Hz"), reference.Number("phase_rad"));
        }
        return dynamics;
    }

    private static double Play(SpinDynamics dynamics, JsonElement reference, double seconds)
    {
        dynamics.Reset();
        switch (Kind(reference))
        {
            case "rabi":
                dynamics.Drive(reference.Number("rabi_Hz"), 0, seconds);
                break;
            case "ramsey":
                new DecouplingSequence(0, seconds, reference.Number("final_pulse_phase_rad")).Play(dynamics);
                break;
            default:
                new DecouplingSequence(reference.GetProperty("n_pulses").GetInt32(), seconds, reference.Number("final_pulse_phase_rad")).Play(dynamics);
                break;
        }
        return LowestPopulation(dynamics);
    }

    private static double LowestPopulation(SpinDynamics dynamics)
    {
        Span<double> populations = stackalloc double[NvSteadyState.LevelCount];
        dynamics.Populations(populations);
        return populations[0];
    }
}
