using FsCheck;
using FsCheck.Fluent;
using NvScanner.Physics.Photophysics;
using NvScanner.Physics.Spin;

namespace NvScanner.Physics.Tests.Photophysics;

public class CwSpectrumTests
{
    private const double Zero = PhysicalConstants.NominalZeroFieldSplittingHz;
    private static readonly Vector3d Axial = new(0, 0, 2e-3);
    private static readonly NvPhotophysics Tip = NvPhotophysics.Robledo2011.WithSaturation(1.49e6, 600e-6);

    [Fact]
    public void TheDefaultTipIsThatOfTheSimulatedRig()
    {
        var spectrum = new CwResponse(Tip, 150e-6, 1.1e6).SpectrumAt(Axial);
        Assert.InRange(spectrum.OffResonanceRate, 295e3, 301e3);
        Assert.InRange(1 - spectrum.RateAt(spectrum.Transitions.LowerHz) / spectrum.OffResonanceRate, 0.13, 0.16);

        var component = new CwResponse(Tip with { Nitrogen = NitrogenIsotope.None }, 150e-6, 1.1e6).SpectrumAt(Axial);
        Assert.InRange(FullWidth(component), 3e6, 5e6);
    }

    [Fact]
    public void SaturationPowerAndRateAreThoseAskedFor()
    {
        double RateAt(double watts) => NvSteadyState.At(Tip, watts, Axial, Zero).PhotonRate();
        Assert.Equal(745e3, RateAt(600e-6), 1e3);
        Assert.Equal(1.49e6, RateAt(10), 2e3);
    }

    public static TheoryData<string> OperatingPoints => [.. SpectrumPoint.All.Select(point => point.Name)];

    [Theory]
    [MemberData(nameof(OperatingPoints))]
    public void AnEnsembleIsTheAverageOfItsMembersToTenPartsPerMillion(string name) =>
        Assert.InRange(SpectrumPoint.All.Single(point => point.Name == name).DeviationFromDirectSum(Tip, 150e-6, 1.1e6), 0, 1e-5);

    [Theory]
    [InlineData(1e-6, 50e3)] // lines far narrower than the bath
    [InlineData(30e-6, 300e3)]
    [InlineData(1e-3, 10e6)] // broadened by power
    public void AtOtherPowersItIsSoToAHundredPartsPerMillion(double watts, double rabiHz)
    {
        foreach (var point in SpectrumPoint.All.Append(new SpectrumPoint("beyond the crossing", 114.24e-3, 11.4e-3)))
            Assert.True(point.DeviationFromDirectSum(Tip, watts, rabiHz) < 1e-4, point.Name);
    }

    [Fact]
    public void AnyOperatingPointOfAScanIsTheAverageOfItsMembers()
    {
        var numbers = Gen.Choose(0, 10_000).Select(n => n / 10_000.0);
        Prop.ForAll(numbers.ArrayOf(5).ToArbitrary(), c =>
        {
            var angle = 30 * c[1] * c[1] * Math.PI / 180;
            var point = new SpectrumPoint("any", 0.12 * c[0] * Math.Cos(angle), 0.12 * c[0] * Math.Sin(angle))
            {
                StrainHz = c[2] < 0.5 ? 0 : 10e6 * c[3],
                Nitrogen = c[4] < 0.5 ? NitrogenIsotope.Nitrogen14 : NitrogenIsotope.Nitrogen15,
            };
            return point.DeviationFromDirectSum(Tip, 150e-6, 1.1e6) < 1e-5;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    [Fact]
    public void OneFrequencyAndAWholeSweepGiveTheSameBits()
    {
        var spectrum = new CwResponse(Tip, 150e-6, 1.1e6).SpectrumAt(new Vector3d(1e-4, 2e-4, 1.5e-3));
        var frequencies = Enumerable.Range(0, 101).Select(i => Zero + (i - 50) * 1.1e6).ToArray();
        var rates = new double[frequencies.Length];
        spectrum.RatesAt(frequencies, rates);
        for (var i = 0; i < rates.Length; i++) Assert.Equal(rates[i], spectrum.RateAt(frequencies[i]));
    }

    [Fact]
    public void NoMicrowavesNoDipAndNoLightNoRate()
    {
        var dark = new CwResponse(Tip, 150e-6, 0).SpectrumAt(Axial);
        Assert.Equal(dark.OffResonanceRate, dark.RateAt(dark.Transitions.LowerHz));
        var unlit = new CwResponse(Tip, 0, 1.1e6).SpectrumAt(Axial);
        Assert.Equal(0, unlit.RateAt(unlit.Transitions.LowerHz), 6);
    }

    [Fact]
    public void APixelAllocatesNothing()
    {
        var response = new CwResponse(Tip, 150e-6, 1.1e6);
        var frequencies = new double[101];
        var rates = new double[101];
        void Pixel(int i) => response.SpectrumAt(new Vector3d(0, 1e-8 * i, i % 2 == 0 ? 2e-3 : 102.4e-3)).RatesAt(frequencies, rates); // and at a crossing
        Pixel(0);
        Pixel(1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Pixel(i);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 0, 0.102408741376)] // the ground levels cross
    [InlineData(0, 0, 0.0506691)] // the excited levels cross
    [InlineData(0.1, 0, 0)]
    [InlineData(0.05, 0.03, -0.2)]
    public void OperatingPointsThatMixTheSpinStatesGiveFiniteRates(double x, double y, double z)
    {
        foreach (var strain in new[] { 0, 3e6 })
        {
            var spectrum = new CwResponse(Tip, 150e-6, 1.1e6).SpectrumAt(new Vector3d(x, y, z), Zero, strain);
            foreach (var frequency in new[] { spectrum.Transitions.LowerHz, spectrum.Transitions.UpperHz, Zero, 0 })
                Assert.InRange(spectrum.RateAt(frequency), 0.2 * 298e3, 1.001 * 298e3);
        }
    }

    [Fact]
    public void BeyondTheCrossingOfTheGroundLevelsTheLowerLineRemains()
    {
        var spectrum = new CwResponse(Tip, 150e-6, 1.1e6).SpectrumAt(new Vector3d(0, 0, 0.12)); // the lowest level is ms = -1
        Assert.InRange(spectrum.RateAt(spectrum.Transitions.LowerHz) / spectrum.OffResonanceRate, 0.84, 0.87);
        Assert.Equal(1, spectrum.RateAt(spectrum.Transitions.UpperHz) / spectrum.OffResonanceRate, 1e-6);
    }

    [Fact]
    public void ACentreThatIsNotPhysicalIsRefusedByName()
    {
        var error = Assert.Throws<ArgumentException>(() => new CwResponse(Tip with { RelaxationSeconds = 0 }, 1e-4, 1e6));
        Assert.Contains("RelaxationSeconds", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CwResponse(Tip, double.NaN, 1e6));
        Assert.Contains("emits", Assert.Throws<ArgumentException>(() => Tip.WithSaturation(1e9, 1e-3)).Message);
    }

    private static double FullWidth(CwSpectrum spectrum)
    {
        double Depth(double offset) => spectrum.OffResonanceRate - spectrum.RateAt(spectrum.Transitions.LowerHz - offset);
        double inside = 0, outside = 50e6;
        for (var step = 0; step < 60; step++)
        {
            var middle = 0.5 * (inside + outside);
            if (Depth(middle) > 0.5 * Depth(0)) inside = middle;
            else outside = middle;
        }
        return 2 * inside;
    }
}
