using NvScanner.Physics.Magnetostatics;

namespace NvScanner.Physics.Tests.Magnetostatics;

/// <summary>A letter F that sits off the middle of an oblong grid: no reflection and no exchange of axes maps it onto itself.</summary>
internal static class LetterF
{
    public const int Columns = 21, Rows = 13;

    public static readonly PlaneGrid Grid = new(Columns, Rows, 0.1e-6, 0.13e-6);

    /// <summary>Three layers of different thickness, the lowest one below a gap.</summary>
    public static readonly LayerStack Layers = new([0, -0.05e-6, -0.4e-6], [0.05e-6, 0.2e-6, 0.1e-6]);

    public static bool Covers(int layer, int row, int column) =>
        layer != 1 ? (row, column) is (3, 5) or (9, 17)
        : column == 4 && row is >= 2 and <= 10 || row == 10 && column is >= 4 and <= 9 || row == 6 && column is >= 4 and <= 7;

    public static double[] Filled(Func<int, int, int, double> value)
    {
        var filled = new double[Layers.Count * Grid.Count];
        for (var i = 0; i < filled.Length; i++)
        {
            int layer = i / Grid.Count, row = i % Grid.Count / Columns, column = i % Columns;
            if (Covers(layer, row, column)) filled[i] = value(layer, row, column);
        }
        return filled;
    }

    /// <summary>Centre and size of a voxel in m, pixel (0, 0) at the origin.</summary>
    public static (Vector3d Centre, Vector3d Size) Voxel(PlaneGrid grid, LayerStack layers, int index)
    {
        int layer = index / grid.Count, row = index % grid.Count / grid.Columns, column = index % grid.Columns;
        double top = layers.TopMetres(layer), bottom = layers.BottomMetres(layer);
        return (new Vector3d(column * grid.PitchXMetres, row * grid.PitchYMetres, 0.5 * (top + bottom)), new Vector3d(grid.PitchXMetres, grid.PitchYMetres, top - bottom));
    }

    /// <summary>The field [component, iy, ix] at one height by summing the given field of every voxel.</summary>
    public static double[] Sum(PlaneGrid grid, LayerStack layers, double[] source, double height, Func<int, Vector3d, Vector3d> fieldOfVoxel)
    {
        var field = new double[3 * grid.Count];
        for (var index = 0; index < source.Length; index++)
        {
            if (source[index] == 0) continue;
            for (var pixel = 0; pixel < grid.Count; pixel++)
            {
                var point = new Vector3d(pixel % grid.Columns * grid.PitchXMetres, pixel / grid.Columns * grid.PitchYMetres, height);
                var b = fieldOfVoxel(index, point);
                field[pixel] += b.X;
                field[grid.Count + pixel] += b.Y;
                field[2 * grid.Count + pixel] += b.Z;
            }
        }
        return field;
    }

    /// <summary>Largest difference over the largest value.</summary>
    public static double RelativeError(ReadOnlySpan<double> field, ReadOnlySpan<double> expected)
    {
        double difference = 0, largest = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            difference = Math.Max(difference, Math.Abs(field[i] - expected[i]));
            largest = Math.Max(largest, Math.Abs(expected[i]));
        }
        return difference / largest;
    }
}
