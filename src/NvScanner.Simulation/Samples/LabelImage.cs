namespace NvScanner.Simulation.Samples;

/// <summary>A plane through a sample: what fills each place, and which particle it belongs to.</summary>
/// <param name="Labels">Index into <see cref="SamplePicture.Phases"/> [row, column]; row 0 and column 0 have the smallest coordinates.</param>
/// <param name="Particles">Index of the particle [row, column], -1 where there is none.</param>
/// <param name="ColumnEdgesMetres">Ascending edges of the columns, one more than columns.</param>
/// <param name="RowEdgesMetres">Ascending edges of the rows, one more than rows; rows may differ in height.</param>
public sealed record LabelImage(
    IReadOnlyList<byte> Labels, IReadOnlyList<short> Particles, IReadOnlyList<double> ColumnEdgesMetres, IReadOnlyList<double> RowEdgesMetres)
{
    /// <summary>Places per row.</summary>
    public int Columns => ColumnEdgesMetres.Count - 1;

    /// <summary>Rows.</summary>
    public int Rows => RowEdgesMetres.Count - 1;

    /// <summary>Extent along the rows in m.</summary>
    public double WidthMetres => ColumnEdgesMetres[^1] - ColumnEdgesMetres[0];

    /// <summary>Extent across the rows in m.</summary>
    public double HeightMetres => RowEdgesMetres[^1] - RowEdgesMetres[0];
}
