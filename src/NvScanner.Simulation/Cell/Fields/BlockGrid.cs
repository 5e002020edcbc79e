using NvScanner.Physics.Fourier;

namespace NvScanner.Simulation.Cell.Fields;

/// <summary>
/// The plane of a block that repeats along y and stands alone along x: a period of padded columns keeps its repetitions along x away. What varies along
/// y with wavenumber q falls as exp(-q d) with the distance d, so that a gap as wide as the block suffices for it (exp(-2 pi), 0.2 % of the slowest
/// wave); the mean over y falls slowly and gets a period <see cref="LinePeriods"/> times as long.
/// </summary>
internal sealed class BlockGrid
{
    /// <summary>The finest map has so many samples per voxel.</summary>
    public const int FinestSampling = 8;

    /// <summary>Periods of the plane in one period of the mean over y.</summary>
    public const int LinePeriods = 8;

    public BlockGrid(Microstructure structure)
    {
        (Columns, Rows, Layers, PitchMetres) = (structure.Columns, structure.Rows, structure.Layers, structure.PitchMetres);
        BoundariesMetres = structure.LayerBoundariesMetres;
        PaddedColumns = LaneFourierTransform.LengthOfAtLeast(Columns + Rows);
        if (LaneFourierTransform.LengthOfAtLeast(Rows) != Rows)
            throw new ArgumentException($"{Rows} rows: a structure that repeats along y needs an even product of powers of 2 and 3", nameof(structure));
    }

    public int Columns { get; }

    public int Rows { get; }

    public int Layers { get; }

    public double PitchMetres { get; }

    public IReadOnlyList<double> BoundariesMetres { get; }

    /// <summary>Columns of one period along x, the block and the gap.</summary>
    public int PaddedColumns { get; }

    /// <summary>Wavenumber step along x.</summary>
    public double StepX => 2 * Math.PI / (PaddedColumns * PitchMetres);

    /// <summary>Wavenumber step along y.</summary>
    public double StepY => 2 * Math.PI / (Rows * PitchMetres);

    /// <summary>
    /// Samples per voxel that a plane at a height needs, a power of two: its field has no detail much finer than the height. Never finer than
    /// contact needs (55 nm), never coarser than the transforms can halve.
    /// </summary>
    public double SamplingAt(double heightMetres)
    {
        const double pitchToHeight = 0.75;
        const double contact = 55e-9;
        var wanted = PitchMetres / (pitchToHeight * Math.Max(heightMetres, contact));
        double sampling = FinestSampling;
        while (sampling * 0.5 >= wanted && IsEven(PaddedColumns * sampling * 0.5) && IsEven(Rows * sampling * 0.5)) sampling *= 0.5;
        return sampling;

        static bool IsEven(double count) => count >= 8 && count % 2 == 0;
    }
}
