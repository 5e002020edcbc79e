using NvScanner.Physics.Magnetostatics;

namespace NvScanner.Physics.Tests.Magnetostatics;

public class StrayFieldSolverTests
{
    private const double Mu0 = PhysicalConstants.VacuumPermeability;

    public static TheoryData<double, double, double> Biases => new() { { 0.1, 0, 0 }, { 0, 0.1, 0 }, { 0, 0, 0.1 }, { 0.05, -0.03, 0.08 } };

    [Theory]
    [MemberData(nameof(Biases))]
    public void ALetterFMeetsTheSumOfItsPrismsAtEveryHeight(double biasX, double biasY, double biasZ)
    {
        var bias = new Vector3d(biasX, biasY, biasZ);
        double[] heights = [0.05e-6, 0.3e-6];
        var chi = LetterF.Filled((layer, row, column) => 1e-4 * (1 + 0.1 * row - 0.05 * column + layer));
        var solver = new StrayFieldSolver(LetterF.Grid, LetterF.Layers, heights);
        var field = new double[solver.FieldLength];
        solver.Solve(chi, bias, field);
        for (var h = 0; h < heights.Length; h++)
        {
            var expected = LetterF.Sum(LetterF.Grid, LetterF.Layers, chi, heights[h], (voxel, point) =>
            {
                var (centre, size) = LetterF.Voxel(LetterF.Grid, LetterF.Layers, voxel);
                return new MagnetizedPrism(centre, size, bias * (chi[voxel] / Mu0)).FieldAt(point);
            });
            Assert.InRange(LetterF.RelativeError(field.AsSpan(h * expected.Length, expected.Length), expected), 0, 3e-7);
        }
    }

    [Fact]
    public void ASingleVoxelInTheCornerHasNoImages()
    {
        var grid = new PlaneGrid(32, 24, 1e-7, 1e-7);
        var layers = LayerStack.FromSurface(1e-7);
        var bias = new Vector3d(0.06, 0.02, 0.05);
        var chi = new double[grid.Count];
        chi[0] = 3e-4;
        var solver = new StrayFieldSolver(grid, layers, [5e-8]);
        var field = new double[solver.FieldLength];
        solver.Solve(chi, bias, field);
        var (centre, size) = LetterF.Voxel(grid, layers, 0);
        var prism = new MagnetizedPrism(centre, size, bias * (chi[0] / Mu0));
        // the far corners see a field five orders below the largest: an image one period away would be as large as the field itself
        foreach (var (row, column) in new[] { (0, 0), (0, 31), (23, 0), (23, 31), (12, 16) })
        {
            var expected = prism.FieldAt(new Vector3d(column * 1e-7, row * 1e-7, 5e-8));
            var pixel = row * grid.Columns + column;
            var found = new Vector3d(field[pixel], field[grid.Count + pixel], field[2 * grid.Count + pixel]);
            Assert.InRange((found - expected).Norm / expected.Norm, 0, 1e-3);
        }
    }

    [Fact]
    public void FieldsAddUpAndScaleWithTheBias()
    {
        var solver = new StrayFieldSolver(LetterF.Grid, LetterF.Layers, [1e-7]);
        double[] one = LetterF.Filled((_, row, _) => 1e-4 * row), two = LetterF.Filled((layer, _, _) => -2e-5 * layer);
        var both = one.Zip(two, (a, b) => a + b).ToArray();
        double[] fieldOne = new double[solver.FieldLength], fieldTwo = new double[solver.FieldLength], fieldBoth = new double[solver.FieldLength], doubled = new double[solver.FieldLength];
        var bias = new Vector3d(0.02, 0.07, -0.03);
        solver.Solve(one, bias, fieldOne);
        solver.Solve(two, bias, fieldTwo);
        solver.Solve(both, bias, fieldBoth);
        Assert.InRange(LetterF.RelativeError(fieldBoth, fieldOne.Zip(fieldTwo, (a, b) => a + b).ToArray()), 0, 1e-13);
        solver.Solve(one, bias * 2, doubled);
        Assert.InRange(LetterF.RelativeError(doubled, fieldOne.Select(b => 2 * b).ToArray()), 0, 1e-15);
    }

    [Fact]
    public void ExchangingXAndYExchangesTheField()
    {
        const int columns = 20, rows = 12;
        var layers = LayerStack.FromSurface(1e-7, 3e-7);
        double[] chi = new double[2 * columns * rows], exchanged = new double[chi.Length];
        for (var i = 0; i < chi.Length; i++)
        {
            int layer = i / (columns * rows), row = i % (columns * rows) / columns, column = i % columns;
            chi[i] = exchanged[(layer * columns + column) * rows + row] = 1e-4 * Math.Sin(i * i);
        }
        double[] field = new double[3 * columns * rows], mirrored = new double[field.Length];
        new StrayFieldSolver(new PlaneGrid(columns, rows, 1e-7, 2e-7), layers, [1e-7]).Solve(chi, new Vector3d(0.01, 0.03, 0.08), field);
        new StrayFieldSolver(new PlaneGrid(rows, columns, 2e-7, 1e-7), layers, [1e-7]).Solve(exchanged, new Vector3d(0.03, 0.01, 0.08), mirrored);
        var back = new double[field.Length];
        for (var i = 0; i < field.Length; i++)
        {
            int component = i / (columns * rows), row = i % (columns * rows) / columns, column = i % columns;
            var from = component switch { 0 => 1, 1 => 0, _ => 2 };
            back[i] = mirrored[(from * columns + column) * rows + row];
        }
        Assert.InRange(LetterF.RelativeError(back, field), 0, 3e-7);
    }

    [Fact]
    public void TheResultDoesNotDependOnTheNumberOfThreadsAndRepeatsToTheLastBit()
    {
        var chi = LetterF.Filled((layer, row, column) => 1e-4 * (row + layer - 0.3 * column));
        var bias = new Vector3d(0.02, 0.07, -0.03);
        var one = new StrayFieldSolver(LetterF.Grid, LetterF.Layers, [1e-7, 2e-7], 1);
        var four = new StrayFieldSolver(LetterF.Grid, LetterF.Layers, [1e-7, 2e-7], 4);
        double[] alone = new double[one.FieldLength], together = new double[one.FieldLength], again = new double[one.FieldLength];
        one.Solve(chi, bias, alone);
        four.Solve(chi, bias, together);
        one.Solve(LetterF.Filled((_, _, _) => 9e-4), new Vector3d(0, 0, 1), again);
        one.Solve(chi, bias, again);
        Assert.Equal(alone, together);
        Assert.Equal(alone, again);
    }

    [Fact]
    public void AnotherSolutionReusesTheBuffers()
    {
        var grid = new PlaneGrid(96, 96, 1e-7, 1e-7);
        var solver = new StrayFieldSolver(grid, LayerStack.FromSurface(1e-7, 1e-7, 1e-7, 1e-7), [1e-7, 2e-7], 1);
        double[] chi = new double[solver.SourceLength], field = new double[solver.FieldLength];
        solver.Solve(chi, new Vector3d(0.01, 0.02, 0.1), field);
        var before = GC.GetAllocatedBytesForCurrentThread();
        solver.Solve(chi, new Vector3d(0.01, 0.02, 0.1), field);
        // bookkeeping only: one map of doubles has 74 kB
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 60_000);
    }

    [Fact]
    public void AVoxelisedSphereApproachesItsDipole()
    {
        const int side = 48;
        const double pitch = 0.05e-6, radius = 0.6e-6;
        var grid = new PlaneGrid(side, side, pitch, pitch);
        var layers = LayerStack.FromSurface([.. Enumerable.Repeat(pitch, 24)]);
        var centre = new Vector3d(23.5 * pitch, 23.5 * pitch, -radius);
        var chi = new double[layers.Count * grid.Count];
        for (var i = 0; i < chi.Length; i++)
        {
            var (voxel, _) = LetterF.Voxel(grid, layers, i);
            chi[i] = (voxel - centre).Norm < radius ? 1e-4 : 0;
        }
        var bias = new Vector3d(0.03, -0.02, 0.08);
        var solver = new StrayFieldSolver(grid, layers, [0.4e-6]);
        var field = new double[solver.FieldLength];
        solver.Solve(chi, bias, field);
        var volume = chi.Count(value => value > 0) * pitch * pitch * pitch;
        var dipole = new MagneticDipole(centre, bias * (1e-4 * volume / Mu0));
        var expected = LetterF.Sum(grid, layers, [1], 0.4e-6, (_, point) => dipole.FieldAt(point));
        // what is left is the staircase of the voxels
        Assert.InRange(LetterF.RelativeError(field, expected), 0, 5e-3);
    }

    [Fact]
    public void ImpossibleSamplesAreRefusedWithTheirPlaceAndCause()
    {
        var solver = new StrayFieldSolver(LetterF.Grid, LetterF.Layers, [1e-7]);
        var field = new double[solver.FieldLength];
        string Refusal(double value)
        {
            var chi = new double[solver.SourceLength];
            chi[LetterF.Grid.Count + 2 * LetterF.Columns + 5] = value;
            return Assert.Throws<ArgumentException>(() => solver.Solve(chi, new Vector3d(0, 0, 0.1), field)).Message;
        }
        Assert.Contains("layer 1, row 2, column 5", Refusal(double.NaN));
        Assert.Contains("perfect diamagnet", Refusal(-1.5));
        Assert.Contains("ferromagnets", Refusal(100));
        Assert.Contains("3 layers x 13 rows x 21 columns", Assert.Throws<ArgumentException>(() => solver.Solve(new double[5], Vector3d.Zero, field)).Message);
        foreach (var height in new[] { 0, -1e-8, double.NaN })
            Assert.Contains("stand-off", Assert.Throws<ArgumentOutOfRangeException>(() => new StrayFieldSolver(LetterF.Grid, LetterF.Layers, [height])).Message);
    }
}
