using NvScanner.Physics.Magnetostatics;

namespace NvScanner.Physics.Tests.Magnetostatics;

public class LeadFieldTests
{
    /// <summary>Numbers of the physics page, section d: in-phase background.</summary>
    [Fact]
    public void ALeadAndTheBulkMeetThePhysicsPage()
    {
        const double cellCurrent = 23.5e-3;
        var lead = new LeadField([[new Vector3d(0, -100, -0.01), new Vector3d(0, 100, -0.01)]]);
        var above = lead.PerAmpereAt(Vector3d.Zero) * cellCurrent;
        Assert.Equal(470e-9, above.X, 1e-9);
        Assert.Equal(0.19e-9, above.X - lead.PerAmpereAt(new Vector3d(0, 0, 4e-6)).X * cellCurrent, 0.005e-9);

        // 1 mm deep, 1 cm² in cross-section: 23.5 mA/cm² at 23.5 mA; wide enough to be a sheet
        var density = new Vector3d(0, 1e4, 0);
        var bulk = new LeadField([], [new CurrentPrism(new Vector3d(0, 0, -0.5e-3), new Vector3d(0.4, 0.4, 1e-3), density)]);
        Assert.Equal(148e-9, bulk.PerAmpereAt(new Vector3d(0, 0, 50e-9)).X * cellCurrent, 1e-9);
    }

    [Fact]
    public void LeadsCloseThePathOfAMappedCurrent()
    {
        // a strip 0.8 µm wide crosses the map along y and goes on as blocks beyond both rims: together an infinite strip
        var grid = new PlaneGrid(32, 64, 0.1e-6, 0.1e-6);
        const double thickness = 1e-9, height = 0.15e-6, density = 1e11;
        var jy = new double[grid.Count];
        for (var i = 0; i < jy.Length; i++) jy[i] = i % 32 is >= 12 and < 20 ? density : 0;
        var solver = new CurrentFieldSolver(grid, LayerStack.FromSurface(thickness), [height]);
        var field = new double[solver.FieldLength];
        solver.Solve(default, jy, default, field);
        const double far = 1e-3;
        var size = new Vector3d(0.8e-6, far, thickness);
        var outside = new LeadField([],
        [
            new CurrentPrism(new Vector3d(1.55e-6, -0.05e-6 - 0.5 * far, -0.5 * thickness), size, new Vector3d(0, density, 0)),
            new CurrentPrism(new Vector3d(1.55e-6, 6.35e-6 + 0.5 * far, -0.5 * thickness), size, new Vector3d(0, density, 0)),
        ]);
        var strip = new InfiniteStrip(0.8e-6, density * thickness);
        for (var pixel = 0; pixel < grid.Count; pixel++)
        {
            int column = pixel % 32, row = pixel / 32;
            var around = outside.PerAmpereAt(new Vector3d(column * 0.1e-6, row * 0.1e-6, height));
            var expected = strip.FieldAt(new Vector3d((column - 15.5) * 0.1e-6, 0, height + 0.5 * thickness));
            Assert.Equal(expected.X, field[pixel] + around.X, 1e-5 * 6e-5);
            Assert.Equal(expected.Z, field[2 * grid.Count + pixel] + around.Z, 1e-5 * 6e-5);
        }
    }

    [Fact]
    public void APathNeedsTwoDifferentCorners()
    {
        Assert.Contains("runs from one point to another", Assert.Throws<ArgumentException>(() => new LeadField([[Vector3d.Zero]])).Message);
        Assert.Contains("same point", Assert.Throws<ArgumentException>(() => new LeadField([[Vector3d.Zero, Vector3d.Zero]])).Message);
    }
}
