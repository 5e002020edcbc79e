using NvScanner.Physics;
using NvScanner.Simulation.Cell;
using NvScanner.Simulation.Cell.Fields;
using NvScanner.Simulation.Noise;
using Xunit.Abstractions;

namespace NvScanner.Simulation.Tests.Cell.Fields;

public sealed class FieldMapsTests(ITestOutputHelper output)
{
    private static readonly Microstructure Block = DirectSums.EmptyBlock;
    private static readonly BlockGrid Grid = new(Block);
    private static readonly Vector3d Bias = new Vector3d(1, 0.3, 1.4).Normalized() * 0.1;

    // two particles and a buried one, of different susceptibility; the second reaches over the seam of the repetition
    private static readonly double[] Susceptibilities = Filled((column, row, layer) =>
        Inside(column - 7, row - 6, layer, 3.4) ? 3.7e-4 : Inside(column - 15, (row + 12 - 11) % 12, layer - 1, 2.6) ? 1.4e-4 : layer == 3 && column > 18 ? 6.7e-5 : -1e-5);

    private static readonly FieldMaps Stray = FieldMaps.OfStrayField(Grid, SourceSpectrum.OfSusceptibility(Grid, Susceptibilities, 0));

    // beyond a micrometre the sums that the small block is compared with lack their farthest repetitions
    [Theory]
    [InlineData(30e-9, 0.02)]
    [InlineData(40e-9, 0.01)]
    [InlineData(55e-9, 0.004)]
    [InlineData(62e-9, 0.004)]
    [InlineData(80e-9, 0.005)]
    [InlineData(110e-9, 0.01)]
    [InlineData(160e-9, 0.01)]
    [InlineData(300e-9, 0.01)]
    [InlineData(1.1e-6, 0.01)]
    [InlineData(5e-6, 0.06)]
    public void The_stray_field_is_that_of_the_voxels_summed_directly(double height, double tolerance)
    {
        var random = new CounterRandom(1, RandomPurpose.Microstructure, (int)(height * 1e9), 0, 0);
        double largest = 0, worst = 0, squares = 0;
        const int points = 24;
        for (var point = 0; point < points; point++)
        {
            var position = new Vector3d(
                (Block.Columns + 4) * Block.PitchMetres * random.NextDouble() - 2 * Block.PitchMetres, Block.Rows * Block.PitchMetres * random.NextDouble(), height);
            var direct = DirectSums.StrayField(Block, Susceptibilities, position, Bias);
            var error = (Stray.StrayFieldAt(position, Bias) - direct).Norm;
            (largest, worst, squares) = (Math.Max(largest, direct.Norm), Math.Max(worst, error), squares + error * error);
        }
        output.WriteLine($"{height * 1e9:0} nm: worst {worst / largest:0.0000}, rms {Math.Sqrt(squares / points) / largest:0.0000} of {largest * 1e6:0.000} uT");
        Assert.InRange(worst, 0, tolerance * largest);
    }

    [Theory]
    [InlineData(55e-9)]
    [InlineData(200e-9)]
    [InlineData(600e-9)]
    public void The_field_of_currents_is_that_of_the_voxels_summed_directly(double height)
    {
        // eddies, free of divergence up to the voxels' steps; those make the in-plane components of the direct sum a little wrong, never Bz
        var x = Filled((column, row, layer) => 100 * (layer + 1) * Eddy(column, row, alongY: false));
        var y = Filled((column, row, layer) => 100 * (layer + 1) * Eddy(column, row, alongY: true));
        var densities = x.Zip(y, (along, across) => new Vector3d(along, across, 0)).ToArray();
        var maps = FieldMaps.OfCurrents(Grid, SourceSpectrum.OfCurrent(Grid, x, y), SourceSpectrum.OfCurrent(Grid, y, x));
        double largest = 0, worst = 0, worstZ = 0;
        for (var point = 0; point < 12; point++)
        {
            var position = new Vector3d((3 + 1.31 * point) * Block.PitchMetres, (1 + 0.87 * point) * Block.PitchMetres, height);
            var direct = DirectSums.CurrentField(Block, densities, position);
            var field = maps.CurrentFieldAt(position, 1) - maps.CurrentFieldAt(position, 0);
            (largest, worst, worstZ) = (Math.Max(largest, direct.Norm), Math.Max(worst, (field - direct).Norm), Math.Max(worstZ, Math.Abs(field.Z - direct.Z)));
        }
        output.WriteLine($"{height * 1e9:0} nm: worst {worst / largest:0.0000}, Bz {worstZ / largest:0.0000} of {largest * 1e9:0.000} nT");
        Assert.InRange(worstZ, 0, 0.01 * largest);
        Assert.InRange(worst, 0, 0.05 * largest);
    }

    // derivative of exp(-r²/2s²) about the block's middle, s = 2.5 voxels
    private static double Eddy(int column, int row, bool alongY)
    {
        double u = (column - 11.5) / 2.5, v = (row - 5.5) / 2.5;
        return Math.Exp(-0.5 * (u * u + v * v)) * (alongY ? u : -v);
    }

    private static double[] Filled(Func<int, int, int, double> value)
    {
        var values = new double[Block.Phases.Length];
        for (var layer = 0; layer < Block.Layers; layer++)
            for (var row = 0; row < Block.Rows; row++)
                for (var column = 0; column < Block.Columns; column++) values[Block.IndexOf(column, row, layer)] = value(column, row, layer);
        return values;
    }

    private static bool Inside(double x, double y, double z, double radius) => x * x + Math.Min(y * y, (y - 12) * (y - 12)) + z * z < radius * radius;
}
