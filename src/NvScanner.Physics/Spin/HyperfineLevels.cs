using System.Numerics;

namespace NvScanner.Physics.Spin;

/// <summary>
/// Exact levels of the ground triplet with its nitrogen nucleus, H/h = D(Sz² - 2/3) + E(Sx² - Sy²) + gamma B·S + A_par Sz Iz
/// + A_perp (Sx Ix + Sy Iy) + P Iz² - gamma_n B·I, in the NV frame: nine levels for 14N, six for 15N.
/// </summary>
/// <remarks>
/// Exact at the level anticrossings too, where electron and nucleus mix and the nucleus polarises. An instance owns its buffers, solves
/// without allocating and serves one thread.
/// </remarks>
public sealed class HyperfineLevels
{
    private static readonly double[] ElectronProjections = [1, 0, -1];

    private readonly HyperfineCoupling _coupling;
    private readonly int _nuclear; // number of nuclear sublevels
    private readonly Complex[] _matrix;
    private readonly Complex[] _vectors;
    private readonly double[] _energies;

    /// <summary>Levels of a centre with the given nucleus; a spin other than 1/2 or 1 throws ArgumentException.</summary>
    public HyperfineLevels(HyperfineCoupling coupling)
    {
        if (coupling.NuclearSpin is not (0.5 or 1)) throw new ArgumentException($"The nitrogen nucleus has spin 1 (14N) or 1/2 (15N), not {coupling.NuclearSpin}.");
        _coupling = coupling;
        _nuclear = (int)(2 * coupling.NuclearSpin + 1);
        _matrix = new Complex[Count * Count];
        _vectors = new Complex[Count * Count];
        _energies = new double[Count];
    }

    /// <summary>Number of levels.</summary>
    public int Count => 3 * _nuclear;

    /// <summary>Energies in Hz of the last solution, ascending.</summary>
    public ReadOnlySpan<double> EnergiesHz => _energies;

    /// <summary>Solves for zero-field splitting D and strain E in Hz and a field in the NV frame in T.</summary>
    public void Solve(double zeroFieldSplittingHz, double strainHz, Vector3d fieldTesla)
    {
        FillMatrix(zeroFieldSplittingHz, strainHz, fieldTesla);
        HermitianEigensystem.Solve(_matrix, _energies, _vectors);
    }

    /// <summary>Weight of ms = 0 in a level of the last solution; of two degenerate levels only the sum is determined.</summary>
    public double MsZeroWeight(int level)
    {
        var weight = 0.0;
        for (var nucleus = 0; nucleus < _nuclear; nucleus++)
        {
            var amplitude = Amplitude(level, 1, nucleus);
            weight += amplitude.Real * amplitude.Real + amplitude.Imaginary * amplitude.Imaginary;
        }
        return weight;
    }

    /// <summary>
    /// Writes the transitions from the sublevels of the lowest electronic level to the six (15N: four) others that are at least as strong
    /// as given, sorted by frequency, for microwaves polarised along a unit vector in the NV frame; returns their number. Room for
    /// 18 (15N: 8) always suffices.
    /// </summary>
    public int Transitions(Span<HyperfineTransition> transitions, Vector3d polarisation, double minimumStrength = 0.01)
    {
        var count = 0;
        for (var from = 0; from < _nuclear; from++)
        {
            for (var to = _nuclear; to < Count; to++)
            {
                var strength = Strength(from, to, polarisation);
                if (strength >= minimumStrength)
                    transitions[count++] = new HyperfineTransition(_energies[to] - _energies[from], strength, from, to);
            }
        }
        transitions[..count].Sort((a, b) => a.FrequencyHz.CompareTo(b.FrequencyHz));
        return count;
    }

    private double Strength(int from, int to, Vector3d u)
    {
        // u·S = u_z S_z + (u_x - i u_y) S_+/2 + (u_x + i u_y) S_-/2
        var raising = new Complex(u.X, -u.Y) / Math.Sqrt(2);
        var sum = Complex.Zero;
        for (var nucleus = 0; nucleus < _nuclear; nucleus++)
        {
            Complex plus = Amplitude(from, 0, nucleus), zero = Amplitude(from, 1, nucleus), minus = Amplitude(from, 2, nucleus);
            sum += Complex.Conjugate(Amplitude(to, 0, nucleus)) * (u.Z * plus + raising * zero)
                + Complex.Conjugate(Amplitude(to, 1, nucleus)) * (raising * minus + Complex.Conjugate(raising) * plus)
                + Complex.Conjugate(Amplitude(to, 2, nucleus)) * (Complex.Conjugate(raising) * zero - u.Z * minus);
        }
        return sum.Real * sum.Real + sum.Imaginary * sum.Imaginary;
    }

    // basis |ms⟩ x |mI⟩ with ms = +1, 0, -1 and mI = I, ..., -I
    private void FillMatrix(double d, double e, Vector3d field)
    {
        Array.Clear(_matrix);
        double spin = _coupling.NuclearSpin, gamma = PhysicalConstants.GyromagneticRatioHzPerTesla, nuclearGamma = _coupling.GyromagneticRatioHzPerTesla;
        var transverse = new Complex(field.X, -field.Y);
        for (var electron = 0; electron < 3; electron++)
        {
            var ms = ElectronProjections[electron];
            for (var nucleus = 0; nucleus < _nuclear; nucleus++)
            {
                var mi = spin - nucleus;
                var here = electron * _nuclear + nucleus;
                _matrix[here * Count + here] = d * (ms * ms - 2.0 / 3) + gamma * field.Z * ms
                    + _coupling.ParallelHz * ms * mi + _coupling.QuadrupoleHz * mi * mi - nuclearGamma * field.Z * mi;
                if (nucleus + 1 < _nuclear)
                    Couple(here, here + 1, -0.5 * nuclearGamma * transverse * Ladder(spin, mi - 1));
                if (electron < 2)
                    Couple(here, here + _nuclear, gamma * transverse / Math.Sqrt(2));
                if (electron < 2 && nucleus > 0) // S_+ I_-: ms - 1, mI + 1 to ms, mI
                    Couple(here, here + _nuclear - 1, 0.5 * _coupling.PerpendicularHz * Math.Sqrt(2) * Ladder(spin, mi));
                if (electron == 0)
                    Couple(here, here + 2 * _nuclear, e);
            }
        }
    }

    // sqrt(I(I + 1) - m(m + 1)), between m and m + 1
    private static double Ladder(double spin, double m) => Math.Sqrt(spin * (spin + 1) - m * (m + 1));

    private void Couple(int row, int column, Complex element)
    {
        _matrix[row * Count + column] = element;
        _matrix[column * Count + row] = Complex.Conjugate(element);
    }

    private Complex Amplitude(int level, int electron, int nucleus) => _vectors[(electron * _nuclear + nucleus) * Count + level];
}
