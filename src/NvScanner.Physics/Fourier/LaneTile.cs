namespace NvScanner.Physics.Fourier;

/// <summary>Eight complex sequences side by side, split into real and imaginary parts: element i of lane j stands at 8 i + j.</summary>
/// <param name="length">Elements per sequence.</param>
public sealed class LaneTile(int length)
{
    /// <summary>Sequences per tile: two vectors of four doubles, whole cache lines.</summary>
    public const int Lanes = 8;

    /// <summary>Real parts, 8 times the length.</summary>
    public double[] Real { get; private set; } = new double[length * Lanes];

    /// <summary>Imaginary parts, 8 times the length.</summary>
    public double[] Imaginary { get; private set; } = new double[length * Lanes];

    /// <summary>Sets every element to zero.</summary>
    public void Clear()
    {
        Array.Clear(Real);
        Array.Clear(Imaginary);
    }

    /// <summary>Exchanges the contents of both tiles without copying.</summary>
    internal void Exchange(LaneTile other)
    {
        (Real, other.Real) = (other.Real, Real);
        (Imaginary, other.Imaginary) = (other.Imaginary, Imaginary);
    }
}
