using NvScanner.Physics;
using NvScanner.Physics.Magnetostatics;
using NvScanner.Simulation.Samples;

namespace NvScanner.Simulation.Tests.Samples;

public class ConstrictedStripTests
{
    private const double Width = 2e-6;
    private const double Thickness = 100e-9;

    private static readonly ConstrictedStrip Strip = new(0.5 * Width, 0.35e-6, 0.9e-6, Thickness);

    [Fact]
    public void WithoutConstrictionItIsTheInfiniteBar()
    {
        var straight = new ConstrictedStrip(0.5 * Width, 0, 0.6e-6, Thickness);
        var bar = new InfiniteBar(Width, Thickness, 1);
        foreach (var y in new[] { -1.5e-6, -0.95e-6, 0, 0.5e-6, 1.2e-6, 8e-6 })
            foreach (var z in new[] { 55e-9, 80e-9, 300e-9, 2e-6 })
            {
                // the bar's closed form has its current along +y: turned by -90 degrees about z
                var own = bar.FieldAt(new Vector3d(-y, 0, z));
                var expected = new Vector3d(0, -own.X, own.Z);
                Assert.InRange((straight.FieldAt(new Vector3d(0.3e-6, y, z)) - expected).Norm / expected.Norm, 0, 2e-5);
            }
    }

    [Theory]
    [InlineData(0, 0, 55)]
    [InlineData(0.2, 0.5, 55)]
    [InlineData(-0.7, -0.85, 100)]
    [InlineData(0.5, 1.4, 55)]
    [InlineData(1.5, 0.2, 400)]
    public void ItsFieldIsThatOfItsSheetCurrentByAnIndependentSum(double xMicrons, double yMicrons, double zNanometres)
    {
        // brute force: small patches of the sheet current, closed form each, four layers; the straight leads beyond 6 µm as one patch per side
        var point = new Vector3d(xMicrons * 1e-6, yMicrons * 1e-6, zNanometres * 1e-9);
        const double half = 6e-6, patch = 20e-9;
        const int rows = 96, layers = 4;
        var sum = Vector3d.Zero;
        for (var x = -half + 0.5 * patch; x < half; x += patch)
        {
            var halfWidth = Strip.HalfWidthAt(x);
            var rowWidth = 2 * halfWidth / rows;
            for (var row = 0; row < rows; row++)
            {
                var y = -halfWidth + (row + 0.5) * rowWidth;
                var k = Strip.SheetCurrentAt(x, y);
                for (var layer = 0; layer < layers; layer++)
                {
                    var r = point - new Vector3d(x, y, -Thickness * (layer + 0.5) / layers);
                    var alongY = new RectangularSheet(patch, rowWidth, 1 / (double)layers).FieldAt(r);
                    var turned = new RectangularSheet(rowWidth, patch, 1 / (double)layers).FieldAt(new Vector3d(-r.Y, r.X, r.Z));
                    sum += alongY * k.Y + new Vector3d(0, -turned.X, turned.Z) * k.X;
                }
            }
        }
        for (var side = -1; side <= 1; side += 2)
        {
            const double length = 1e-3;
            var r = point - new Vector3d(side * (half + 0.5 * length), 0, -0.5 * Thickness);
            var lead = new RectangularSheet(Width, length, 1 / Width).FieldAt(new Vector3d(-r.Y, r.X, r.Z));
            sum += new Vector3d(0, -lead.X, lead.Z);
        }
        Assert.InRange((Strip.FieldAt(point) - sum).Norm / sum.Norm, 0, 3e-3);
    }

    [Fact]
    public void TheWholeCurrentCrossesEverySectionAndNoneLeavesTheEdges()
    {
        for (var x = -2e-6; x <= 2e-6; x += 0.1e-6)
        {
            var h = Strip.HalfWidthAt(x);
            const int steps = 2000;
            var total = Enumerable.Range(0, steps).Sum(i => Strip.SheetCurrentAt(x, h * (2 * (i + 0.5) / steps - 1)).X) * 2 * h / steps;
            Assert.Equal(1, total, 1e-6);
            var slope = (Strip.HalfWidthAt(x + 1e-10) - Strip.HalfWidthAt(x - 1e-10)) / 2e-10;
            var edge = Strip.SheetCurrentAt(x, h * (1 - 1e-12));
            Assert.Equal(slope, edge.Y / edge.X, 1e-5);
        }
    }

    [Theory]
    [InlineData(0.1, 0.2)]
    [InlineData(0.5, -0.3)]
    [InlineData(-0.9, 0.6)]
    public void TheSheetCurrentIsFreeOfDivergenceAndNearlyOfCurl(double xMicrons, double yMicrons)
    {
        const double step = 1e-10;
        double x = xMicrons * 1e-6, y = yMicrons * 1e-6;
        Vector3d At(double dx, double dy) => Strip.SheetCurrentAt(x + dx * step, y + dy * step);
        var scale = 2 * step * At(0, 0).Norm / 0.9e-6;
        var divergence = At(1, 0).X - At(-1, 0).X + At(0, 1).Y - At(0, -1).Y;
        var curl = At(1, 0).Y - At(-1, 0).Y - At(0, 1).X + At(0, -1).X;
        Assert.InRange(divergence / scale, -1e-5, 1e-5);
        Assert.InRange(curl / scale, -0.05, 0.05); // a resistive film has none; the expansion stops at second order
    }
}
