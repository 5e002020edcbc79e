using NvScanner.Simulation.Cell.Geometry;

namespace NvScanner.Simulation.Tests.Cell.Geometry;

public sealed class CellGeometryTests
{
    [Fact]
    public void The_defaults_are_possible() => Assert.Empty(new CellGeometry().Problems());

    [Fact]
    public void Electrodes_that_overlap_are_refused_with_the_overlap_and_its_consequence()
    {
        var problem = Assert.Single((new CellGeometry { LithiumMetres = 15e-6 }).Problems());
        Assert.Contains("overlap by 2 um", problem, StringComparison.Ordinal);
        Assert.Contains("short", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_impossible_is_said_at_once()
    {
        var problems = new CellGeometry
        {
            LithiumMetres = 12.9e-6,
            WidthMetres = 20.03e-6,
            Layers = 100,
            CobaltOxideFraction = 0.9,
            ParticleSpread = 2,
            DendriteFraction = 1.2,
            DendriteDepthMetres = 9e-6,
        }.Problems();

        foreach (var words in new[] { "leave 100 nm", "20.03 um is not a whole number of voxels", "100 layers", "0.9", "spread 2", "dendrite fraction 1.2", "dendrite depth 9 um" })
            Assert.Contains(problems, problem => problem.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void A_width_that_cannot_be_transformed_is_refused_with_one_that_can() =>
        Assert.Contains("the next is 144", Assert.Single(new CellGeometry { WidthMetres = 130 * 156.25e-9 }.Problems()), StringComparison.Ordinal);

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1e-7)]
    [InlineData(double.NaN)]
    public void A_pitch_that_is_no_length_is_refused(double pitch) =>
        Assert.Contains("pitch", Assert.Single(new CellGeometry { PitchMetres = pitch }.Problems()), StringComparison.Ordinal);

    [Fact]
    public void Particles_that_fit_nowhere_are_refused() =>
        Assert.Contains("does not fit", Assert.Single(new CellGeometry { ParticleDiameterMetres = 15e-6, ParticleSpread = 0.5 }.Problems()), StringComparison.Ordinal);

    [Fact]
    public void The_generator_lists_the_problems()
    {
        var error = Assert.Throws<ArgumentException>(() => MicrostructureGenerator.Generate(new CellGeometry { Layers = 0, Cracks = -1 }, 1));
        Assert.Contains("0 layers", error.Message, StringComparison.Ordinal);
        Assert.Contains("-1 cracks", error.Message, StringComparison.Ordinal);
    }
}
