using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using NvScanner.Physics.Battery;

namespace NvScanner.Physics.Tests.Battery;

public sealed class RandlesTests
{
    private static readonly RandlesCircuit Circuit = new()
    {
        SeriesResistance = 5, ChargeTransferResistance = 5, DoubleLayerCapacitance = 20e-6, DiffusionResistance = 3, DiffusionSeconds = 50,
    };

    [Fact]
    public void The_arc_has_its_apex_where_the_double_layer_and_charge_transfer_meet()
    {
        var circuit = Circuit with { DiffusionResistance = 0 };
        Assert.Equal(1 / (2 * Math.PI * 1e-4), circuit.ApexHertz, 1e-9);
        var apex = -circuit.Impedance(circuit.ApexHertz).Imaginary;
        Assert.Equal(2.5, apex, 1e-12);
        Assert.True(apex > -circuit.Impedance(circuit.ApexHertz * 1.05).Imaginary && apex > -circuit.Impedance(circuit.ApexHertz / 1.05).Imaginary);
        Assert.Equal(7.5, circuit.Impedance(circuit.ApexHertz).Real, 1e-12);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.2)]
    [InlineData(1.0)]
    public void The_tail_of_diffusion_is_that_of_Warburg_at_45_degrees(double frequencyHz)
    {
        var warburg = Circuit.Impedance(frequencyHz) - 10;
        var expected = Circuit.WarburgCoefficient * new Complex(1, -1) / Math.Sqrt(2 * Math.PI * frequencyHz);
        Assert.Equal(-45, warburg.Phase * 180 / Math.PI, 2.5);
        Assert.True((warburg - expected).Magnitude < 0.05 * expected.Magnitude);
    }

    [Fact]
    public void The_ends_of_the_spectrum_are_the_resistances()
    {
        Assert.Equal(13, Circuit.Impedance(0).Real, 1e-12);
        Assert.Equal(13, Circuit.Impedance(1e-7).Real, 1e-6);
        Assert.Equal(5, Circuit.Impedance(1e9).Real, 1e-6);
    }

    // the circuit with as many terms of diffusion as the modes and the others as a resistance, by plain complex arithmetic
    private static Complex Truncated(RandlesCircuit circuit, int terms, double frequencyHz)
    {
        var s = new Complex(0, 2 * Math.PI * frequencyHz);
        Complex diffusion = circuit.DiffusionResistance;
        for (var n = 0; n < terms; n++)
        {
            var eigenvalue = Math.Pow((n + 0.5) * Math.PI, 2);
            diffusion += 2 * circuit.DiffusionResistance * (1 / (eigenvalue + s * circuit.DiffusionSeconds) - 1 / eigenvalue);
        }
        return 1 / (s * circuit.DoubleLayerCapacitance + 1 / (circuit.ChargeTransferResistance + diffusion));
    }

    [Fact]
    public void Modes_of_any_circuit_have_positive_rates_and_its_impedance()
    {
        var decades = Gen.Choose(-300, 300).Select(n => Math.Pow(10, n / 100.0));
        Prop.ForAll(Gen.Four(decades).ToArbitrary(), parts =>
        {
            var circuit = new RandlesCircuit
            {
                SeriesResistance = 0, ChargeTransferResistance = parts.Item1, DoubleLayerCapacitance = 1e-3 * parts.Item2, DiffusionResistance = parts.Item3, DiffusionSeconds = 10 * parts.Item4,
            };
            var modes = new RandlesModes(circuit, 12);
            Assert.All(modes.Rates.ToArray(), rate => Assert.True(rate > 0));
            Assert.All(modes.FaradaicShares.ToArray(), share => Assert.True(share >= -1e-12, $"share {share}"));
            Assert.Equal(circuit.DiffusionResistance, modes.DiffusionResistances.ToArray().Sum(), 1e-6 * circuit.DiffusionResistance + 1e-9 * circuit.ChargeTransferResistance);
            foreach (var frequency in (double[])[0, 1e-4, 1e-2, 1, 1e2, 1e4])
            {
                var expected = Truncated(circuit, 12, frequency);
                var found = modes.Impedance(frequency, circuit.ChargeTransferResistance);
                Assert.True((found - expected).Magnitude <= 1e-6 * expected.Magnitude, $"{circuit}: {found}, expected {expected} at {frequency} Hz");
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_modes_keep_the_circuits_diffusion_to_a_percent_as_far_as_they_claim()
    {
        var modes = new RandlesModes(Circuit, 32);
        Assert.InRange(modes.HighestDiffusionHertz, 3, 4);
        var without = Circuit with { DiffusionResistance = 0 };
        for (var frequency = 1e-4; frequency <= modes.HighestDiffusionHertz; frequency *= 1.3)
        {
            var expected = Circuit.Impedance(frequency) - 5;
            var diffusion = (expected - (without.Impedance(frequency) - 5)).Magnitude;
            var deviation = (modes.Impedance(frequency, 5) - expected).Magnitude;
            Assert.True(deviation < 0.01 * diffusion, $"{deviation / diffusion:P2} at {frequency} Hz");
        }
    }
}
