using NvScanner.Physics;
using NvScanner.Abstractions.Instruments;
using NvScanner.Simulation.Samples;
using NvScanner.Simulation.Twin;

namespace NvScanner.Simulation.Tests.Samples;

public class SampleTests
{
    private const double Standoff = 55e-9;

    [Fact]
    public void TheTestStripMakesThirtyOneMicroteslaAtItsSurfaceAgainstYForACurrentAlongX()
    {
        var sample = new TestStripSample();
        var above = sample.FieldAt(new Vector3d(-20e-6, 2e-6, 101e-9), new SampleConditions(0, 100e-6, Vector3d.Zero));
        Assert.Equal(-31e-6, above.Y, 1.5e-6);
        Assert.Equal(0, above.Z, 1e-9);
        // to the left of the current, seen along it, the field points up
        Assert.True(sample.FieldAt(new Vector3d(-20e-6, 3.1e-6, 155e-9), new SampleConditions(0, 100e-6, Vector3d.Zero)).Z > 10e-6);
        // the constriction crowds the current
        var at = sample.FieldAt(new Vector3d(2.4e-6, 2e-6, 155e-9), new SampleConditions(0, 100e-6, Vector3d.Zero));
        Assert.InRange(at.Y, -45e-6, -35e-6);
        Assert.Equal(100e-6 / 2e-6, sample.SheetCurrentAt(-20e-6, 2e-6, new SampleConditions(0, 100e-6, default)).X, 1e-6);
    }

    [Fact]
    public void LessLithiumMakesMoreField()
    {
        var sample = new CobaltOxideParticlesSample();
        var bias = new Vector3d(0, 0, 80e-3);
        double Peak(double x, double y)
        {
            var z = sample.HeightAt(x, y) + Standoff;
            return sample.FieldAt(new Vector3d(x, y, z), new SampleConditions(0, 0, bias)).Z;
        }
        // mu0 M/2 is 2.7 and 14.9 µT for x = 1 and 0.6 at 80 mT
        Assert.InRange(Peak(0.9e-6, 0.9e-6), 0.5e-6, 2.7e-6);
        Assert.InRange(Peak(1.1e-6, 2.4e-6), 5e-6, 14.9e-6);
        Assert.Equal(1.0, sample.LithiumContentAt(0.9e-6, 0.9e-6, default));
        Assert.Equal(0.6, sample.LithiumContentAt(1.1e-6, 2.4e-6, default));
        Assert.Equal(0.5, sample.LithiumContentAt(3.3e-6, 3.3e-6, default));
        Assert.True(double.IsNaN(sample.LithiumContentAt(0.1e-6, 0.1e-6, default)));
    }

    [Fact]
    public void TheLetterReadsAsAnFAndItsFieldHasTheStatedSigns()
    {
        var sample = new LetterFSample();
        string Row(double yMicrons) => new([.. Enumerable.Range(0, 8).Select(i => sample.HeightAt((0.25 + 0.5 * i) * 1e-6, yMicrons * 1e-6) > 20e-9 ? '#' : '.')]);
        Assert.Equal(
            ["..####..", "..#.....", "..###...", "..#.....", "........"],
            new[] { 3.35, 2.8, 2.25, 1.3, 0.4 }.Select(Row));
        var current = sample.FieldAt(new Vector3d(0.2e-6, 0.4e-6, Standoff), new SampleConditions(0, 100e-6, Vector3d.Zero));
        Assert.True(current.Y < -30e-6);
        Assert.True(sample.FieldAt(new Vector3d(0.2e-6, 0.8e-6, Standoff), new SampleConditions(0, 100e-6, Vector3d.Zero)).Z > 10e-6);
        Assert.InRange(sample.FieldAt(new Vector3d(3.2e-6, 2.4e-6, Standoff), new SampleConditions(0, 0, Vector3d.Zero)).Z, 25e-6, 35e-6);
        Assert.True(sample.SheetCurrentAt(1e-6, 0.4e-6, new SampleConditions(0, 1e-4, default)).X > 0);
    }

    [Theory]
    [InlineData("test-strip")]
    [InlineData("lco-particles")]
    [InlineData("letter-f")]
    public void FieldsAreFiniteAndFreeOfDivergenceWhereTheNvGoes(string name)
    {
        var sample = SampleCatalogue.Find(name, new SampleContext(new WorldSettings(new SimulationSpec { Sample = name }), 1, [], new InstrumentId("simulation", "test")))!;
        var bias = new Vector3d(10e-3, -20e-3, 75e-3);
        for (var x = 0.05e-6; x < 4e-6; x += 0.39e-6)
            for (var y = 0.05e-6; y < 4e-6; y += 0.13e-6)
            {
                var position = new Vector3d(x, y, sample.HeightAt(x, y) + Standoff);
                Vector3d At(double dx, double dy, double dz) => sample.FieldAt(position + new Vector3d(dx, dy, dz) * 1e-9, new SampleConditions(0, 1e-3, bias));
                var divergence = At(1, 0, 0).X - At(-1, 0, 0).X + At(0, 1, 0).Y - At(0, -1, 0).Y + At(0, 0, 1).Z - At(0, 0, -1).Z;
                var gradient = (At(1, 0, 0) - At(-1, 0, 0)).Norm + (At(0, 1, 0) - At(0, -1, 0)).Norm + (At(0, 0, 1) - At(0, 0, -1)).Norm;
                Assert.True(double.IsFinite(divergence), $"({x}, {y})");
                Assert.InRange(Math.Abs(divergence), 0, 2e-3 * gradient + 1e-13);
            }
    }
}
