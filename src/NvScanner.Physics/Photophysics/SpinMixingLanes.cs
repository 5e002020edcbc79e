using System.Numerics;
using System.Runtime.CompilerServices;

namespace NvScanner.Physics.Photophysics;

/// <summary>
/// <see cref="SpinMixing"/> of as many triplets as a vector has lanes, which differ in their axial fields. A lane's numbers do not depend on the
/// width of the vectors.
/// </summary>
internal readonly struct SpinMixingLanes
{
    private const int MaximumSweeps = 30;

    private readonly NineLanes _weights;

    private SpinMixingLanes(ReadOnlySpan<Vector<double>> energies, ReadOnlySpan<ComplexLanes> states)
    {
        for (var level = 0; level < 3; level++)
            for (var projection = 0; projection < 3; projection++)
                _weights[3 * level + projection] = states[3 * level + projection].SquaredMagnitude;
        MiddleDriveStrength = DriveStrength(states[3..6], states[..3]);
        HighestDriveStrength = DriveStrength(states[6..9], states[..3]);
        LowerHz = energies[1] - energies[0];
        UpperHz = energies[2] - energies[0];
    }

    /// <summary>As <see cref="SpinMixing.MiddleDriveStrength"/>.</summary>
    public Vector<double> MiddleDriveStrength { get; }

    /// <summary>As <see cref="SpinMixing.HighestDriveStrength"/>.</summary>
    public Vector<double> HighestDriveStrength { get; }

    /// <summary>Distance of the middle level from the lowest one.</summary>
    public Vector<double> LowerHz { get; }

    /// <summary>Distance of the highest level from the lowest one.</summary>
    public Vector<double> UpperHz { get; }

    /// <summary>Of the triplets with the given splitting, strain and field gamma B in the NV frame, all in Hz; any degeneracy is allowed.</summary>
    public static SpinMixingLanes Of(double zeroFieldSplittingHz, double strainHz, double larmorXHz, double larmorYHz, Vector<double> larmorZHz)
    {
        // in the order ms = 0, +1, -1, so that levels that tie are sorted as those of an unmixed spin
        Span<Vector<double>> energies = stackalloc Vector<double>[3];
        Span<ComplexLanes> couplings = stackalloc ComplexLanes[9]; // row-major, above and below the diagonal
        Span<ComplexLanes> states = stackalloc ComplexLanes[9]; // one after the other
        var splitting = new Vector<double>(zeroFieldSplittingHz);
        energies[0] = Vector<double>.Zero;
        energies[1] = splitting + larmorZHz;
        energies[2] = splitting - larmorZHz;
        var transverse = new ComplexLanes(new Vector<double>(larmorXHz / Math.Sqrt(2)), new Vector<double>(larmorYHz / Math.Sqrt(2)));
        Couple(couplings, 0, 1, transverse);
        Couple(couplings, 0, 2, transverse.Conjugate);
        Couple(couplings, 1, 2, new ComplexLanes(new Vector<double>(strainHz), Vector<double>.Zero));
        states.Clear();
        states[0] = states[4] = states[8] = ComplexLanes.One;

        // cyclic Jacobi rotations: unlike the closed form they stay orthonormal where levels meet
        for (var sweep = 0; sweep < MaximumSweeps; sweep++)
        {
            var rotated = Rotate(energies, couplings, states, 0, 1, 2);
            rotated |= Rotate(energies, couplings, states, 0, 2, 1);
            rotated |= Rotate(energies, couplings, states, 1, 2, 0);
            if (!rotated) break;
        }
        Sort(energies, states, 0, 1);
        Sort(energies, states, 1, 2);
        Sort(energies, states, 0, 1);
        return new SpinMixingLanes(energies, states);
    }

    /// <summary>Weight of a projection (0, 1, 2 for ms = 0, +1, -1) in a level; the three of a level sum to one.</summary>
    public Vector<double> Weight(int level, int projection) => _weights[3 * level + projection];

    private static Vector<double> DriveStrength(ReadOnlySpan<ComplexLanes> to, ReadOnlySpan<ComplexLanes> from)
    {
        var raising = to[1].Conjugate * from[0] + to[0].Conjugate * from[2];
        var lowering = to[0].Conjugate * from[1] + to[2].Conjugate * from[0];
        return raising.SquaredMagnitude + lowering.SquaredMagnitude;
    }

    private static void Couple(Span<ComplexLanes> couplings, int p, int q, ComplexLanes coupling) =>
        (couplings[3 * p + q], couplings[3 * q + p]) = (coupling, coupling.Conjugate);

    // false when no lane had anything left to rotate; r is the third level
    private static bool Rotate(Span<Vector<double>> energies, Span<ComplexLanes> couplings, Span<ComplexLanes> states, int p, int q, int r)
    {
        var coupling = couplings[3 * p + q];
        var squared = coupling.SquaredMagnitude;
        var size = (Vector.Abs(energies[p]) + Vector.Abs(energies[q])) * 1e-16;
        var matters = Vector.GreaterThan(squared, size * size);
        if (Vector.EqualsAll(matters, Vector<long>.Zero)) return false;
        var half = (energies[q] - energies[p]) * 0.5;
        var root = Vector.SquareRoot(half * half + squared);
        var perCoupling = Vector.ConditionalSelect(Vector.LessThan(half, Vector<double>.Zero), -Vector<double>.One, Vector<double>.One)
            / (Vector.Abs(half) + root); // tangent of the angle over the coupling
        perCoupling = Vector.ConditionalSelect(matters, perCoupling, Vector<double>.Zero);
        var cosine = Vector<double>.One / Vector.SquareRoot(Vector<double>.One + perCoupling * perCoupling * squared);
        var sine = coupling * (perCoupling * cosine);
        energies[p] -= perCoupling * squared;
        energies[q] += perCoupling * squared;
        for (var projection = 0; projection < 3; projection++) Mix(ref states[3 * p + projection], ref states[3 * q + projection], cosine, sine);
        Mix(ref couplings[3 * r + p], ref couplings[3 * r + q], cosine, sine);
        couplings[3 * p + r] = couplings[3 * r + p].Conjugate;
        couplings[3 * q + r] = couplings[3 * r + q].Conjugate;
        Couple(couplings, p, q, ComplexLanes.Select(matters, ComplexLanes.Zero, coupling));
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref ComplexLanes first, ref ComplexLanes second, Vector<double> cosine, ComplexLanes sine) =>
        (first, second) = (first * cosine - second * sine.Conjugate, first * sine + second * cosine);

    private static void Sort(Span<Vector<double>> energies, Span<ComplexLanes> states, int low, int high)
    {
        var swap = Vector.GreaterThan(energies[low], energies[high]);
        (energies[low], energies[high]) =
            (Vector.ConditionalSelect(swap, energies[high], energies[low]), Vector.ConditionalSelect(swap, energies[low], energies[high]));
        for (var projection = 0; projection < 3; projection++)
        {
            ref var first = ref states[3 * low + projection];
            ref var second = ref states[3 * high + projection];
            (first, second) = (ComplexLanes.Select(swap, second, first), ComplexLanes.Select(swap, first, second));
        }
    }

    [InlineArray(9)]
    private struct NineLanes
    {
        private Vector<double> _first;
    }
}
