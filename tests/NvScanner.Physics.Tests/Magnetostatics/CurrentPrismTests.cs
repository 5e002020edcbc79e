using NvScanner.Physics.Magnetostatics;

namespace NvScanner.Physics.Tests.Magnetostatics;

public class CurrentPrismTests
{
    private const double Mu0 = PhysicalConstants.VacuumPermeability;

    [Theory]
    [InlineData(0.4e-6, -0.1e-6, 0.9e-6)]
    [InlineData(-1.1e-6, 0.9e-6, -0.5e-6)]
    [InlineData(2e-6, 0.3e-6, 0.1e-6)]
    public void ABlockMeetsTheQuadratureOfBiotAndSavart(double x, double y, double z)
    {
        var prism = new CurrentPrism(new Vector3d(0.1e-6, -0.2e-6, 0), new Vector3d(1e-6, 0.7e-6, 0.4e-6), new Vector3d(3e5, -1e5, 2e5));
        var point = new Vector3d(x, y, z);
        var expected = Quadrature(prism, point);
        Assert.InRange((prism.FieldAt(point) - expected).Norm / expected.Norm, 0, 1e-8);
    }

    [Fact]
    public void ALongBlockMeetsTheInfiniteBar()
    {
        const double current = 1e-3;
        var bar = new InfiniteBar(2e-6, 1e-6, current);
        var prism = new CurrentPrism(new Vector3d(0, 0, -0.5e-6), new Vector3d(2e-6, 4e-3, 1e-6), new Vector3d(0, current / 2e-12, 0));
        foreach (var point in new[] { new Vector3d(0.3e-6, 0, 0.05e-6), new Vector3d(-1e-6, 0, 0.5e-6), new Vector3d(3e-6, 0, -0.2e-6) })
        {
            var expected = bar.FieldAt(point);
            Assert.InRange((prism.FieldAt(point) - expected).Norm / expected.Norm, 0, 1e-5);
        }
    }

    [Fact]
    public void InPlaneWithFacesAndOnTheLinesOfEdgesTheFieldIsFinite()
    {
        var prism = new CurrentPrism(Vector3d.Zero, new Vector3d(2, 2, 2), new Vector3d(0, 1, 0));
        foreach (var point in new[] { new Vector3d(1, 1, 3), new Vector3d(1, 1, 1), new Vector3d(0, 0, 1), new Vector3d(1, 0, -2), new Vector3d(-1, -1, -5) })
            Assert.True(double.IsFinite(prism.FieldAt(point).Norm), point.ToString());
        Assert.Equal(0, prism.FieldAt(Vector3d.Zero).Norm, 1e-22);
    }

    /// <summary>Gauss-Legendre product quadrature, for points outside the block.</summary>
    internal static Vector3d Quadrature(CurrentPrism prism, Vector3d point, int order = 20)
    {
        var rule = new MathNet.Numerics.Integration.GaussLegendreRule(-0.5, 0.5, order);
        var sum = Vector3d.Zero;
        for (var i = 0; i < order; i++)
            for (var j = 0; j < order; j++)
                for (var k = 0; k < order; k++)
                {
                    var r = point - prism.CentreMetres
                        - new Vector3d(rule.GetAbscissa(i) * prism.SizeMetres.X, rule.GetAbscissa(j) * prism.SizeMetres.Y, rule.GetAbscissa(k) * prism.SizeMetres.Z);
                    sum += r * (rule.GetWeight(i) * rule.GetWeight(j) * rule.GetWeight(k) / (r.NormSquared * r.Norm));
                }
        return prism.Density.Cross(sum) * (Mu0 / (4 * Math.PI) * prism.SizeMetres.X * prism.SizeMetres.Y * prism.SizeMetres.Z);
    }
}
