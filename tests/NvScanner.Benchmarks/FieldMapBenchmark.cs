using NvScanner.Physics;
using NvScanner.Physics.Magnetostatics;

namespace NvScanner.Benchmarks;

/// <summary>A 512 x 512 vector field map from 512 x 512 x 16 voxels, two threads: kernels included, and again with a changed sample.</summary>
internal static class FieldMapBenchmark
{
    private const int Side = 512, Layers = 16, Threads = 2;

    public static Task RunAsync()
    {
        var grid = new PlaneGrid(Side, Side, 78e-9, 78e-9);
        var layers = LayerStack.FromSurface([.. Enumerable.Repeat(250e-9, Layers)]);
        var source = new double[grid.Count * Layers];
        for (var i = 0; i < source.Length; i++) source[i] = 3e-4 * Math.Sin(0.37 * i * (i % 97));
        // once in the small, so that no figure contains the compiler
        _ = new StrayFieldSolver(new PlaneGrid(64, 64, 1e-7, 1e-7), layers, [50e-9], Threads);

        foreach (var heights in new double[][] { [50e-9], [50e-9, 60e-9, 80e-9, 120e-9, 250e-9, 500e-9] })
        {
            StrayFieldSolver? stray = null;
            double[] field = [];
            var first = Contest.Seconds(() =>
            {
                stray = new StrayFieldSolver(grid, layers, heights, Threads);
                field = new double[stray.FieldLength];
                stray.Solve(source, new Vector3d(0.03, 0.02, 0.07), field);
            });
            Contest.Row($"voxels of chi, {heights.Length} height(s): kernels and first map", first, "s", heights.Length == 1 ? "goal < 2" : "");
            var again = Contest.Median(Enumerable.Range(0, 3).Select(_ => Contest.Seconds(() => stray!.Solve(source, new Vector3d(0.03, 0.02, 0.07), field))));
            Contest.Row($"voxels of chi, {heights.Length} height(s): next map", again, "s", "");
        }

        CurrentFieldSolver? current = null;
        var map = new double[3 * grid.Count];
        Contest.Row("layered current, 1 height: kernels and first map", Contest.Seconds(() =>
        {
            current = new CurrentFieldSolver(grid, layers, [50e-9], Threads);
            current.Solve(source, source, source, map);
        }), "s", "");
        Contest.Row("layered current, 1 height: next map", Contest.Seconds(() => current!.Solve(source, source, source, map)), "s", "");
        return Task.CompletedTask;
    }
}
