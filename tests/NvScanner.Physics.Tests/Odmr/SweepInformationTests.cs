using NvScanner.Physics.Odmr;
using NvScanner.Physics.Spin;

namespace NvScanner.Physics.Tests.Odmr;

public class SweepInformationTests
{
    private static readonly double[] Grid = [.. Enumerable.Range(0, 121).Select(i => 2.81e9 + i * 1e6)];

    /// <summary>The plan example: 300 kcps, contrast 15 %, FWHM 6 MHz, 14N at 1.5 mT.</summary>
    [Theory]
    [InlineData(0.484, 13e-6)]
    [InlineData(3.0, 5.3e-6)]
    public void AFullSweepReachesTheFieldErrorOfTheProductPage(double seconds, double sigmaTesla)
    {
        OdmrLine[] lines = [new(2827.96e6, 0.15, 6e6), new(2912.04e6, 0.15, 6e6)];
        var counts = 300e3 * seconds / Grid.Length;
        var sigma = SweepInformation.ParallelFieldSigma(Grid, counts, lines, HyperfineStructure.OffsetsHz(NitrogenIsotope.Nitrogen14));
        Assert.Equal(sigmaTesla, sigma, 0.07 * sigmaTesla);
        Assert.Equal(counts, SweepInformation.CountsPerPointForSigma(Grid, sigma, lines, HyperfineStructure.OffsetsHz(NitrogenIsotope.Nitrogen14)), 1e-6 * counts);
    }

    [Fact]
    public void BoundsMeetTheReferenceSpectra()
    {
        var compared = 0;
        foreach (var reference in ReferenceVectors.Cases("odmr_spectra.json"))
        {
            if (reference.GetProperty("shape").GetString() != "lorentz") continue;
            var offsets = HyperfineStructure.OffsetsHz(reference.GetProperty("hyperfine").GetString() switch
            {
                "14N" => NitrogenIsotope.Nitrogen14,
                "15N" => NitrogenIsotope.Nitrogen15,
                _ => NitrogenIsotope.None,
            });
            var truth = reference.GetProperty("true");
            var lines = new List<OdmrLine>();
            foreach (var dip in truth.GetProperty("dips").EnumerateArray())
                lines.Add(new OdmrLine(dip.Number("center_Hz"), dip.Number("depth") * offsets.Length, dip.Number("fwhm_Hz")));
            var covariance = new double[lines.Count * lines.Count];
            Assert.True(SweepInformation.TryCentreCovariance(
                reference.Numbers("freq_Hz"), truth.Number("baseline_counts"), lines.ToArray(), offsets, covariance));
            var bounds = reference.Numbers("crb_center_std_Hz");
            for (var i = 0; i < lines.Count; i++)
                Assert.Equal(1, Math.Sqrt(covariance[i * (lines.Count + 1)]) / bounds[i], 1e-6);
            compared++;
        }
        Assert.InRange(compared, 20, 40);
    }

    [Fact]
    public void ADenseWideSweepApproachesTheClosedFormForSmallContrast()
    {
        const double width = 6e6, contrast = 0.01, step = 0.5e6;
        double[] grid = [.. Enumerable.Range(-400, 801).Select(i => i * step)];
        var countsPerPoint = 1e6;
        Span<double> variance = stackalloc double[1];
        Assert.True(SweepInformation.TryCentreCovariance(grid, countsPerPoint, [new OdmrLine(0, contrast, width)], [0], variance));
        var total = countsPerPoint * grid.Length;
        Assert.Equal(1, Math.Sqrt(variance[0]) * contrast / Math.Sqrt(2 * width * grid.Length * step / (Math.PI * total)), 0.02);
    }

    [Fact]
    public void AGridThatMissesALineDeterminesNothing()
    {
        Assert.True(double.IsNaN(SweepInformation.ParallelFieldSigma(Grid.AsSpan(0, 3), 1e3, [new OdmrLine(2.9e9, 0.1, 6e6)], [0])));
    }
}
