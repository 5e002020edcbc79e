using NvScanner.Physics.Magnetostatics;

namespace NvScanner.Physics.Tests.Magnetostatics;

public class CurrentFieldSolverTests
{
    [Fact]
    public void ALetterFOfAllThreeComponentsMeetsTheSumOfItsVoxels()
    {
        const double height = 0.2e-6;
        double[] jx = LetterF.Filled((layer, row, _) => 100 + 10 * row + layer), jy = LetterF.Filled((_, _, column) => -50 + 7 * column), jz = LetterF.Filled((layer, _, _) => 30 * (layer + 1));
        var solver = new CurrentFieldSolver(LetterF.Grid, LetterF.Layers, [height]);
        var field = new double[solver.FieldLength];
        solver.Solve(jx, jy, jz, field);
        var expected = LetterF.Sum(LetterF.Grid, LetterF.Layers, jz, height, (voxel, point) =>
        {
            var (centre, size) = LetterF.Voxel(LetterF.Grid, LetterF.Layers, voxel);
            return CurrentPrismTests.Quadrature(new CurrentPrism(centre, size, new Vector3d(jx[voxel], jy[voxel], jz[voxel])), point, 8);
        });
        Assert.InRange(LetterF.RelativeError(field, expected), 0, 3e-7);
    }

    [Fact]
    public void AStripAlongYMeetsItsClosedFormInTheMiddleAndPointsTheRightWay()
    {
        // long along y, so that its ends are far from the middle row
        var grid = new PlaneGrid(24, 384, 0.1e-6, 0.1e-6);
        const double thickness = 1e-9, height = 0.15e-6;
        var layers = LayerStack.FromSurface(thickness);
        var jy = new double[grid.Count];
        for (var i = 0; i < jy.Length; i++) jy[i] = i % 24 is >= 6 and < 14 ? 100 / thickness : 0;
        var solver = new CurrentFieldSolver(grid, layers, [height]);
        var field = new double[solver.FieldLength];
        solver.Solve(default, jy, default, field);
        var strip = new RectangularSheet(0.8e-6, 38.4e-6, 100);
        for (var column = 0; column < 24; column++)
        {
            var expected = strip.FieldAt(new Vector3d((column - 9.5) * 0.1e-6, 0.5 * 0.1e-6, height + 0.5 * thickness));
            var pixel = 192 * 24 + column;
            Assert.Equal(expected.X, field[pixel], 2e-5 * 6e-5);
            Assert.Equal(0, field[grid.Count + pixel], 1e-12);
            Assert.Equal(expected.Z, field[2 * grid.Count + pixel], 2e-5 * 6e-5);
        }
        Assert.True(field[192 * 24 + 9] > 0); // current along +y: B_x is positive above it,
        Assert.True(field[2 * grid.Count + 192 * 24 + 6] > 0 && field[2 * grid.Count + 192 * 24 + 13] < 0); // and B_z falls towards +x
    }

    [Fact]
    public void AVerticalCurrentAloneHasNoVerticalField()
    {
        var solver = new CurrentFieldSolver(LetterF.Grid, LetterF.Layers, [1e-7]);
        var field = new double[solver.FieldLength];
        solver.Solve(default, default, LetterF.Filled((_, _, _) => 1e5), field);
        Assert.All(field[(2 * LetterF.Grid.Count)..], b => Assert.Equal(0, b));
        Assert.Contains(field, b => b > 1e-10);
    }

    [Fact]
    public void ADensityThatIsNoNumberIsRefusedWithItsPlace()
    {
        var solver = new CurrentFieldSolver(LetterF.Grid, LetterF.Layers, [1e-7]);
        var jy = new double[solver.SourceLength];
        jy[^1] = double.PositiveInfinity;
        var message = Assert.Throws<ArgumentException>(() => solver.Solve(default, jy, default, new double[solver.FieldLength])).Message;
        Assert.Contains("y component", message);
        Assert.Contains("layer 2, row 12, column 20", message);
    }
}
