using System.Numerics;
using NvScanner.Simulation.Cell.Electrochemistry;

namespace NvScanner.Simulation.Tests.Cell.Electrochemistry;

/// <summary>The response of the cell in time to a modulation, demodulated as an instrument would.</summary>
public sealed class CellImpedanceTests
{
    // a cathode that conducts ions well at x = 1/2: its charge transfer is R_ct, and the cell is the circuit of Randles
    private static readonly CellDesign Randles = new() { CathodeConductivitySiemensPerMetre = 1e3, LithiumContentAtStart = 0.5 };

    // what the circuit of Randles leaves out, lithium going in and out: |dU/dx|/(j w Q), at 1 Hz
    private static readonly Complex ContentImpedance = new(0, -0.9323 / (2 * Math.PI * 2 * 3.384));

    // 2/T of the integral of (V, I) exp(-j w t) over whole periods, after the start-up has died away
    private static (Complex Volts, Complex Amperes) Measure(CellElectrochemistry cell, double frequencyHz, double from)
    {
        const int Samples = 64;
        var periods = Math.Max(1, (int)Math.Floor(Math.Min(20, frequencyHz)));
        Complex volts = 0, amperes = 0;
        for (var i = 0; i < periods * Samples; i++)
        {
            var t = from + i / (Samples * frequencyHz);
            var reading = cell.ReadAt(t);
            var reference = Complex.FromPolarCoordinates(2.0 / (periods * Samples), -2 * Math.PI * frequencyHz * (t - from));
            volts += reading.PotentialVolts * reference;
            amperes += reading.CurrentAmperes * reference;
        }
        return (volts, amperes);
    }

    private static Complex Impedance(CellDesign design, double frequencyHz, double amplitude = 1e-5)
    {
        var cell = SomeCell.Of(design, stepSeconds: Math.Min(1, 0.01 / frequencyHz + 0.005));
        cell.Apply(SomeCell.Current(0), SomeCell.WideLimits, 0);
        cell.Modulate(amplitude, frequencyHz, 0);
        var (volts, amperes) = Measure(cell, frequencyHz, Math.Ceiling(3 * frequencyHz) / frequencyHz);
        return volts / amperes;
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(3.0)]
    [InlineData(40.0)]
    [InlineData(318.3)]
    [InlineData(1591.5)]
    [InlineData(7957.7)]
    [InlineData(1e5)]
    public void The_response_in_time_is_the_circuit_of_Randles(double frequencyHz)
    {
        var expected = Randles.Circuit.Impedance(frequencyHz) + ContentImpedance / frequencyHz;
        var found = Impedance(Randles, frequencyHz);
        Assert.True((found - expected).Magnitude < 2e-3 * expected.Magnitude, $"{found} instead of {expected} at {frequencyHz} Hz");
    }

    [Fact]
    public void The_arc_has_its_apex_at_the_rate_of_charge_transfer_and_double_layer()
    {
        var apex = Randles.Circuit.ApexHertz;
        Assert.Equal(1 / (2 * Math.PI * 5 * 20e-6), apex, 1e-6);
        double Height(double frequency) => -Impedance(Randles, frequency).Imaginary;
        Assert.Equal(2.5, Height(apex), 0.02);
        Assert.True(Height(apex) > Height(1.3 * apex) && Height(apex) > Height(apex / 1.3));
    }

    [Fact]
    public void Beside_the_lithium_that_goes_in_and_out_the_tail_of_diffusion_rises_at_45_degrees()
    {
        foreach (var frequency in (double[])[0.3, 0.5, 1])
        {
            var content = ContentImpedance / frequency;
            var tail = Impedance(Randles, frequency) - content - Randles.Circuit.SeriesResistance - Randles.Circuit.ChargeTransferResistance;
            Assert.Equal(-45, tail.Phase * 180 / Math.PI, 2.5);
        }
    }

    [Fact]
    public void Elsewhere_the_response_is_the_small_signal_impedance_that_the_cell_states()
    {
        var design = new CellDesign { LithiumContentAtStart = 0.85 };
        foreach (var frequency in (double[])[5, 700, 3e4])
        {
            var stated = SomeCell.Of(design).Impedance(frequency);
            var found = Impedance(design, frequency);
            Assert.True((found - stated).Magnitude < 2e-3 * stated.Magnitude, $"{found} instead of {stated} at {frequency} Hz");
        }
    }

    [Fact]
    public void The_current_follows_the_cosine_from_the_time_of_the_command_on_top_of_the_drive()
    {
        var cell = SomeCell.Of(new CellDesign { LithiumContentAtStart = 0.8 });
        cell.Apply(SomeCell.Current(1e-3), SomeCell.WideLimits, 0);
        cell.Modulate(2e-4, 10, 5.5);
        Assert.Equal(1.2e-3, cell.ReadAt(5.5).CurrentAmperes, 1e-12);
        Assert.Equal(1.0e-3, cell.ReadAt(5.525).CurrentAmperes, 1e-12);
        Assert.Equal(0.8e-3, cell.ReadAt(5.55).CurrentAmperes, 1e-12);
        cell.Modulate(0, 10, 6);
        Assert.Equal(1e-3, cell.ReadAt(6.01).CurrentAmperes, 1e-12);
        cell.Modulate(2e-4, 10, 7);
        cell.Apply(SomeCell.Rest, SomeCell.WideLimits, 8);
        Assert.Equal(0, cell.ReadAt(8.01).CurrentAmperes);
    }

    [Fact]
    public void A_modulation_that_would_break_the_compliance_is_made_smaller()
    {
        var cell = SomeCell.Of(new CellDesign { LithiumContentAtStart = 0.8 });
        cell.Apply(SomeCell.Current(0.9e-3), SomeCell.Within(3, 4.2, 1e-3), 0);
        cell.Modulate(5e-3, 3, 0);
        var currents = Enumerable.Range(0, 200).Select(i => cell.ReadAt(i * 0.01).CurrentAmperes).ToArray();
        Assert.Equal(1e-3, currents.Max(), 1e-6);
        Assert.Equal(-1e-3, currents.Min(), 1e-6);
    }
}
