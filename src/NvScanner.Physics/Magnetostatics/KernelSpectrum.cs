using NvScanner.Physics.Fourier;

namespace NvScanner.Physics.Magnetostatics;

/// <summary>How a real kernel changes when one coordinate changes its sign.</summary>
internal enum Parity
{
    Even,
    Odd,
}

/// <summary>
/// Transform of a real kernel that is even or odd in x and in y: its transform is then real or imaginary, and a quarter of the wavenumbers
/// says all. Single precision, since these tables are by far the largest.
/// </summary>
internal sealed class KernelSpectrum(Parity alongX, Parity alongY, int columnBlocks, int halfRows)
{
    /// <summary>Values without the factor i, [block of eight kx][ky][kx within the block].</summary>
    public float[] Values { get; } = new float[columnBlocks * halfRows * LaneTile.Lanes];

    /// <summary>True where the transform is i times the values.</summary>
    public bool IsImaginary { get; } = alongX != alongY;

    /// <summary>True where the value at -ky is minus that at ky.</summary>
    public bool IsOddInKy { get; } = alongY == Parity.Odd;

    public Parity AlongX => alongX;

    public Parity AlongY => alongY;

    public int BlockLength => halfRows * LaneTile.Lanes;

    /// <summary>Fills the table by a function of the indices of kx and ky.</summary>
    public void Fill(Func<int, int, double> value)
    {
        for (var i = 0; i < Values.Length; i++)
        {
            int block = i / BlockLength, inBlock = i % BlockLength;
            Values[i] = (float)value(block * LaneTile.Lanes + inBlock % LaneTile.Lanes, inBlock / LaneTile.Lanes);
        }
    }
}
