namespace NvScanner.Simulation.Cell.Geometry;

/// <summary>Layers that are thin beneath the face, where the tip sees detail, and grow by a constant factor with depth.</summary>
internal static class GrowingLayers
{
    /// <summary>Boundaries from 0 down to -depth, one more than layers.</summary>
    public static double[] Boundaries(CellGeometry geometry)
    {
        var factor = GrowthFactor(geometry.DepthMetres / geometry.TopLayerMetres, geometry.Layers);
        var boundaries = new double[geometry.Layers + 1];
        var thickness = geometry.TopLayerMetres;
        for (var layer = 0; layer < geometry.Layers; layer++, thickness *= factor)
            boundaries[layer + 1] = boundaries[layer] - thickness;
        boundaries[^1] = -geometry.DepthMetres;
        return boundaries;
    }

    /// <summary>The layer that holds a depth.</summary>
    public static int LayerAt(IReadOnlyList<double> boundaries, double depthMetres)
    {
        var layer = 0;
        while (layer < boundaries.Count - 2 && -boundaries[layer + 1] <= depthMetres) layer++;
        return layer;
    }

    // 1 + q + ... + q^(n-1) = total, by bisection: the sum rises with q
    private static double GrowthFactor(double total, int layers)
    {
        double low = 1, high = Math.Max(1, total);
        for (var step = 0; step < 200; step++)
        {
            var middle = 0.5 * (low + high);
            double sum = 0, term = 1;
            for (var layer = 0; layer < layers; layer++, term *= middle) sum += term;
            if (sum > total) high = middle;
            else low = middle;
        }
        return low;
    }
}
