using System.Numerics;
using System.Runtime.CompilerServices;
using NvScanner.Physics.Spin;

namespace NvScanner.Physics.Photophysics;

/// <summary>
/// Eigenstates of a spin triplet H/h = D(Sz² - 2/3) + E(Sx² - Sy²) + b·S, ascending in energy: their weights on ms = 0, +1, -1 and how
/// strongly a microwave field drives them from the lowest one.
/// </summary>
internal readonly struct SpinMixing
{
    private readonly Weights _weights;

    private SpinMixing(in Weights weights, double middleDrive, double highestDrive) =>
        (_weights, MiddleDriveStrength, HighestDriveStrength) = (weights, middleDrive, highestDrive);

    /// <summary>
    /// |⟨level|Sx|lowest⟩|² + |⟨level|Sy|lowest⟩|² of the middle level, the square of the Rabi frequency relative to an unmixed spin, for a linear
    /// microwave field across the NV axis, averaged over its azimuth: 1 for both levels of an unmixed spin.
    /// </summary>
    public double MiddleDriveStrength { get; }

    /// <summary>The same of the highest level.</summary>
    public double HighestDriveStrength { get; }

    /// <summary>Of the triplet with the given splitting, strain and field gamma B in the NV frame, all in Hz; any degeneracy is allowed.</summary>
    public static SpinMixing Of(double zeroFieldSplittingHz, double strainHz, Vector3d larmorHz)
    {
        // in the order ms = 0, +1, -1, so that levels that tie are sorted as those of an unmixed spin
        var transverse = new Complex(larmorHz.X, larmorHz.Y) / Math.Sqrt(2);
        Span<Complex> hamiltonian =
        [
            0, transverse, Complex.Conjugate(transverse),
            Complex.Conjugate(transverse), zeroFieldSplittingHz + larmorHz.Z, strainHz,
            transverse, strainHz, zeroFieldSplittingHz - larmorHz.Z,
        ];
        Span<double> energies = stackalloc double[3];
        Span<Complex> states = stackalloc Complex[9]; // columns
        HermitianEigensystem.Solve(hamiltonian, energies, states);
        Weights weights = default;
        for (var level = 0; level < 3; level++)
            for (var projection = 0; projection < 3; projection++)
                weights[3 * level + projection] = SquaredMagnitude(states[3 * projection + level]);
        return new SpinMixing(weights, DriveStrength(states, 1), DriveStrength(states, 2));
    }

    /// <summary>Weight of a projection (0, 1, 2 for ms = 0, +1, -1) in a level; the three of a level sum to one.</summary>
    public double Weight(int level, int projection) => _weights[3 * level + projection];

    private static double DriveStrength(ReadOnlySpan<Complex> states, int to)
    {
        Complex zero = Complex.Conjugate(states[to]), plus = Complex.Conjugate(states[3 + to]), minus = Complex.Conjugate(states[6 + to]);
        return SquaredMagnitude(plus * states[0] + zero * states[6]) + SquaredMagnitude(zero * states[3] + minus * states[0]);
    }

    private static double SquaredMagnitude(Complex value) => value.Real * value.Real + value.Imaginary * value.Imaginary;

    [InlineArray(9)]
    private struct Weights
    {
        private double _first;
    }
}
