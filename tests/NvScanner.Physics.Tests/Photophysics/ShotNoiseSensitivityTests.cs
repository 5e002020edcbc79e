using NvScanner.Physics.Odmr;
using NvScanner.Physics.Photophysics;
using NvScanner.Physics.Spin;
using Xunit.Abstractions;

namespace NvScanner.Physics.Tests.Photophysics;

/// <summary>The paper's sensitivities, about 1 µT/√Hz by CW and about 50 nT/√Hz pulsed, from the model's own signal and photon numbers.</summary>
public class ShotNoiseSensitivityTests(ITestOutputHelper output)
{
    private static readonly Vector3d Bias = new(0, 0, 2e-3);
    private static readonly NvPhotophysics Tip = NvPhotophysics.Robledo2011;

    [Theory]
    [InlineData(NitrogenIsotope.Nitrogen14, 1.63e-6)]
    [InlineData(NitrogenIsotope.Nitrogen15, 1.3e-6)]
    public void ContinuousWaveReachesAboutAMicrotesla(NitrogenIsotope nitrogen, double expected)
    {
        var spectrum = new CwResponse(Tip with { Nitrogen = nitrogen }, 150e-6, 1.1e6).SpectrumAt(Bias);
        var (eta, frequency) = ShotNoiseSensitivity.ContinuousWave(spectrum, NvLine.Lower);
        output.WriteLine(FormattableString.Invariant($"CW, {nitrogen}: {eta * 1e6:f2} µT/√Hz at {(frequency - spectrum.Transitions.LowerHz) / 1e6:f2} MHz"));
        Assert.Equal(expected, eta, 0.05 * expected);
    }

    /// <summary>Without hyperfine structure and bath the line is a Lorentzian, for which the optimum has a closed form (physics page, section b).</summary>
    [Fact]
    public void ALorentzianLineHasTheSensitivityOfTheClosedForm()
    {
        var still = Tip with { Nitrogen = NitrogenIsotope.None, InhomogeneousDephasingSeconds = double.PositiveInfinity };
        var spectrum = new CwResponse(still, 150e-6, 1.1e6).SpectrumAt(new Vector3d(0, 0, 20e-3));
        var contrast = 1 - spectrum.RateAt(spectrum.Transitions.LowerHz) / spectrum.OffResonanceRate;
        double Depth(double offset) => 1 - spectrum.RateAt(spectrum.Transitions.LowerHz - offset) / spectrum.OffResonanceRate;
        var width = Enumerable.Range(0, 10000).Select(i => i * 1e3).First(offset => Depth(offset) < 0.5 * contrast) * 2;
        // best v = u² solves 3v² + 2(1-C)v - (1-C) = 0; eta = sqrt(S) (1+v)² Gamma/(4 C u gamma sqrt R)
        var v = (Math.Sqrt((1 - contrast) * (1 - contrast) + 3 * (1 - contrast)) - (1 - contrast)) / 3;
        var expected = Math.Sqrt(1 - contrast / (1 + v)) * (1 + v) * (1 + v) * width
            / (4 * contrast * Math.Sqrt(v) * PhysicalConstants.GyromagneticRatioHzPerTesla * Math.Sqrt(spectrum.OffResonanceRate));
        Assert.Equal(1, ShotNoiseSensitivity.ContinuousWave(spectrum, NvLine.Lower).TeslaPerRootHertz / expected, 2e-3);
    }

    [Fact]
    public void AHahnEchoReachesTensOfNanotesla()
    {
        var dynamics = new SpinDynamics(Tip, Bias, NvLine.Lower);
        var readout = new PulsedReadout();
        var best = new[] { 20e-6, 40e-6, 50e-6, 60e-6, 80e-6, 100e-6 }
            .Select(seconds => (Seconds: seconds, Eta: ShotNoiseSensitivity.HahnEcho(dynamics, readout, seconds, 10e6))).MinBy(point => point.Eta);
        output.WriteLine(FormattableString.Invariant($"echo: {best.Eta * 1e9:f1} nT/√Hz at T = {best.Seconds * 1e6:f0} µs"));
        Assert.InRange(best.Eta, 25e-9, 60e-9);
        Assert.InRange(best.Seconds, 40e-6, 80e-6);
    }

    /// <summary>With ideal pulses the model's slope and photon numbers must give the closed form of the physics page, section b.</summary>
    [Fact]
    public void TheEchoOfIdealPulsesHasTheSensitivityOfTheClosedForm()
    {
        var dynamics = new SpinDynamics(Tip, Bias, NvLine.Lower);
        var readout = new PulsedReadout();
        const double echoSeconds = 50e-6;
        var bright = readout.Photons(dynamics, d => d.Evolve(echoSeconds));
        var dark = readout.Photons(dynamics, d => { d.Pulse(Math.PI, 0); d.Evolve(echoSeconds); });
        double mean = 0.5 * (bright + dark), contrast = (bright - dark) / (bright + dark);
        var decay = Math.Exp(-Math.Pow(echoSeconds / Tip.CoherenceSeconds, Tip.CoherenceExponent));
        var expected = 0.25 / PhysicalConstants.GyromagneticRatioHzPerTesla / (contrast * decay * Math.Sqrt(mean))
            * Math.Sqrt(readout.ShotSeconds(echoSeconds)) / echoSeconds;
        Assert.Equal(1, ShotNoiseSensitivity.HahnEcho(dynamics, readout, echoSeconds, double.PositiveInfinity) / expected, 0.01);
    }

    [Fact]
    public void WithoutContrastThereIsNoSensitivity()
    {
        var spectrum = new CwResponse(Tip, 150e-6, 0).SpectrumAt(Bias);
        Assert.Equal(double.PositiveInfinity, ShotNoiseSensitivity.ContinuousWave(spectrum, NvLine.Lower).TeslaPerRootHertz);
    }
}
