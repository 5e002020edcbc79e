using System.Numerics;
using System.Runtime.CompilerServices;

namespace NvScanner.Physics.Photophysics;

/// <summary>
/// Eigenstates of a spin triplet H/h = D(Sz² - 2/3) + E(Sx² - Sy²) + b·S, ascending in energy: their weights on ms = +1, 0, -1 and how
/// strongly a microwave field drives them from the lowest one.
/// </summary>
internal readonly struct SpinMixing
{
    private const int MaximumSweeps = 30;

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
        Span<Complex> hamiltonian = stackalloc Complex[9];
        Span<Complex> states = stackalloc Complex[9]; // columns
        states.Clear();
        var transverse = new Complex(larmorHz.X, -larmorHz.Y) / Math.Sqrt(2);
        hamiltonian[0] = zeroFieldSplittingHz + larmorHz.Z;
        hamiltonian[4] = 0;
        hamiltonian[8] = zeroFieldSplittingHz - larmorHz.Z;
        hamiltonian[1] = hamiltonian[5] = transverse;
        hamiltonian[3] = hamiltonian[7] = Complex.Conjugate(transverse);
        hamiltonian[2] = hamiltonian[6] = strainHz;
        states[0] = states[4] = states[8] = 1;
        Diagonalise(hamiltonian, states);

        int lowest = 1, middle = 0, highest = 2; // an unmixed ms = 0 first, so that ties keep it there
        Sort(hamiltonian, ref lowest, ref middle);
        Sort(hamiltonian, ref middle, ref highest);
        Sort(hamiltonian, ref lowest, ref middle);

        Weights weights = default;
        ReadOnlySpan<int> order = [lowest, middle, highest];
        for (var level = 0; level < 3; level++)
        {
            for (var projection = 0; projection < 3; projection++)
            {
                var amplitude = states[3 * projection + order[level]];
                weights[3 * level + projection] = amplitude.Real * amplitude.Real + amplitude.Imaginary * amplitude.Imaginary;
            }
        }
        return new SpinMixing(weights, DriveStrength(states, middle, lowest), DriveStrength(states, highest, lowest));
    }

    /// <summary>Weight of a projection (0, 1, 2 for ms = +1, 0, -1) in a level; the three of a level sum to one.</summary>
    public double Weight(int level, int projection) => _weights[3 * level + projection];

    private static double DriveStrength(ReadOnlySpan<Complex> states, int to, int from)
    {
        var raising = Complex.Conjugate(states[to]) * states[3 + from] + Complex.Conjugate(states[3 + to]) * states[6 + from];
        var lowering = Complex.Conjugate(states[3 + to]) * states[from] + Complex.Conjugate(states[6 + to]) * states[3 + from];
        return raising.Real * raising.Real + raising.Imaginary * raising.Imaginary
            + lowering.Real * lowering.Real + lowering.Imaginary * lowering.Imaginary;
    }

    private static void Sort(ReadOnlySpan<Complex> energies, ref int low, ref int high)
    {
        if (energies[4 * low].Real > energies[4 * high].Real) (low, high) = (high, low);
    }

    // cyclic Jacobi rotations: unlike the closed form they stay orthonormal where levels meet
    private static void Diagonalise(Span<Complex> h, Span<Complex> states)
    {
        for (var sweep = 0; sweep < MaximumSweeps; sweep++)
        {
            var rotated = false;
            for (var p = 0; p < 2; p++)
                for (var q = p + 1; q < 3; q++)
                    rotated |= Rotate(h, states, p, q);
            if (!rotated) return;
        }
    }

    private static bool Rotate(Span<Complex> h, Span<Complex> states, int p, int q)
    {
        var coupling = h[3 * p + q];
        var magnitude = Math.Sqrt(coupling.Real * coupling.Real + coupling.Imaginary * coupling.Imaginary);
        double first = h[4 * p].Real, second = h[4 * q].Real;
        if (magnitude <= 1e-16 * (Math.Abs(first) + Math.Abs(second))) return false;
        var ratio = 0.5 * (second - first) / magnitude;
        var tangent = (ratio < 0 ? -1 : 1) / (Math.Abs(ratio) + Math.Sqrt(1 + ratio * ratio));
        var cosine = 1 / Math.Sqrt(1 + tangent * tangent);
        var sine = coupling * (tangent * cosine / magnitude); // with the coupling's phase
        for (var k = 0; k < 3; k++)
        {
            Mix(ref h[3 * k + p], ref h[3 * k + q], cosine, sine);
            Mix(ref states[3 * k + p], ref states[3 * k + q], cosine, sine);
        }
        var conjugate = Complex.Conjugate(sine);
        for (var k = 0; k < 3; k++) Mix(ref h[3 * p + k], ref h[3 * q + k], cosine, conjugate);
        h[3 * p + q] = h[3 * q + p] = 0;
        return true;
    }

    private static void Mix(ref Complex first, ref Complex second, double cosine, Complex sine) =>
        (first, second) = (first * cosine - second * Complex.Conjugate(sine), first * sine + second * cosine);

    [InlineArray(9)]
    private struct Weights
    {
        private double _first;
    }
}
