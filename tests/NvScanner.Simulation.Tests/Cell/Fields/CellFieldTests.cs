using NvScanner.Physics;
using NvScanner.Physics.Magnetostatics;
using NvScanner.Simulation.Cell;
using NvScanner.Simulation.Cell.Currents;
using NvScanner.Simulation.Cell.Fields;

namespace NvScanner.Simulation.Tests.Cell.Fields;

/// <summary>Figures of the source paper and of closed forms, at 100 mT and 50 nm unless said otherwise.</summary>
public sealed class CellFieldTests
{
    private const double Pitch = 125e-9;
    private static readonly Vector3d Up = new(0, 0, 0.1);
    private static readonly Vector3d AboveCube = new(5e-6, 6e-6, 50e-9);

    // a cube of 1 µm in the face, all else void
    private static CellField Cube(Phase phase, double lithiumContent)
    {
        const int columns = 80, rows = 96, layers = 8;
        var phases = new Phase[columns * rows * layers];
        var particles = new short[phases.Length];
        Array.Fill(particles, Microstructure.NoParticle);
        for (var layer = 0; layer < layers; layer++)
            for (var row = 44; row < 52; row++)
                for (var column = 36; column < 44; column++)
                {
                    phases[(layer * rows + row) * columns + column] = phase;
                    particles[(layer * rows + row) * columns + column] = phase == Phase.CobaltOxide ? (short)0 : Microstructure.NoParticle;
                }
        var particle = new CathodeParticle(new Vector3d(5e-6, 6e-6, -0.5e-6), 0.6e-6, 1e-18, 1e-6, false);
        var structure = new Microstructure(columns, rows, Pitch, [.. Enumerable.Range(0, layers + 1).Select(layer => -layer * Pitch)], phases, particles, new double[columns * rows], [particle]);
        return new CellField(structure, [lithiumContent], new ConductionModel(), CurrentPath.IonsAndElectrons, 0, new LeadField([]));
    }

    private static Vector3d Stray(CellField field, double lithiumContent, Vector3d position, Vector3d bias) =>
        field.FieldAt(position, bias, [lithiumContent], 0, 0);

    [Theory]
    [InlineData(0.6, 14.7)]
    [InlineData(0.55, 13.5)]
    [InlineData(1.0, 2.65)]
    public void A_cube_of_cobalt_oxide_makes_about_ten_microtesla(double lithiumContent, double microtesla)
    {
        var field = Stray(Cube(Phase.CobaltOxide, lithiumContent), lithiumContent, AboveCube, Up);
        Assert.InRange(1e6 * field.Z, 0.97 * microtesla, 1.03 * microtesla);
    }

    [Fact]
    public void A_cube_of_lithium_is_more_than_one_order_weaker()
    {
        var lithium = Stray(Cube(Phase.Dendrite, 1), 1, AboveCube, Up).Z;
        Assert.InRange(1e6 * lithium, 0.52, 0.57);
        Assert.InRange(Stray(Cube(Phase.CobaltOxide, 0.6), 0.6, AboveCube, Up).Z / lithium, 25, 29);
    }

    [Fact]
    public void The_field_is_that_of_the_prism_beside_the_cube_too_and_falls_with_the_standoff()
    {
        var field = Cube(Phase.CobaltOxide, 0.6);
        var prism = new MagnetizedPrism(new Vector3d(5e-6, 6e-6, -0.5e-6), new Vector3d(1e-6, 1e-6, 1e-6), Up * (7.2e-9 / 1.937e-5 / PhysicalConstants.VacuumPermeability));
        var largest = prism.FieldAt(AboveCube).Norm;
        foreach (var height in new[] { 50e-9, 90e-9, 200e-9, 450e-9, 1e-6, 2e-6 })
            foreach (var x in new[] { 4.0e-6, 4.45e-6, 5.1e-6, 5.9e-6, 7.3e-6 })
            {
                var position = new Vector3d(x, 6.2e-6, height);
                Assert.InRange((Stray(field, 0.6, position, Up) - prism.FieldAt(position)).Norm, 0, 0.01 * largest);
            }
        Assert.True(Stray(field, 0.6, AboveCube with { Z = 22e-6 }, Up).Norm < 1e-3 * largest);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(90, 0)]
    [InlineData(54.7356, 0)]
    [InlineData(54.7356, 120)]
    public void With_the_bias_along_each_orientation_of_the_nv_the_signal_is_some_ten_microtesla(double theta, double phi)
    {
        var axis = NvFrame.FromDegrees(theta, phi).Axis;
        var field = Cube(Phase.CobaltOxide, 0.6);
        var largest = 0.0;
        for (var x = 4.3e-6; x < 5.75e-6; x += 50e-9)
            for (var y = 5.3e-6; y < 6.75e-6; y += 50e-9)
                largest = Math.Max(largest, Math.Abs(axis.Dot(Stray(field, 0.6, new Vector3d(x, y, 50e-9), axis * 0.1))));
        Assert.InRange(1e6 * largest, 7, 25);
    }

    [Fact]
    public void The_stray_field_is_linear_in_the_bias_vector()
    {
        var field = Cube(Phase.CobaltOxide, 0.7);
        var position = new Vector3d(5.3e-6, 5.6e-6, 70e-9);
        Vector3d first = new(0.03, -0.01, 0.02), second = new(-0.02, 0.05, 0.01);
        var sum = Stray(field, 0.7, position, first) + Stray(field, 0.7, position, second);
        Assert.InRange((Stray(field, 0.7, position, first + second) - sum).Norm, 0, 1e-6 * sum.Norm);
        Assert.InRange((Stray(field, 0.7, position, first * 3) - Stray(field, 0.7, position, first) * 3).Norm, 0, 1e-6 * sum.Norm);
    }
}
