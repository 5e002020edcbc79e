using System.Numerics;
using System.Runtime.InteropServices;
using NvScanner.Physics.Spin;

namespace NvScanner.Physics.Photophysics;

/// <summary>
/// Detected photon rate against microwave frequency of one NV centre at one field, laser power and Rabi frequency; comes from
/// <see cref="CwResponse.SpectrumAt"/>. Both lines, their hyperfine components and the quasi-static bath are in it, overlapping lines too.
/// </summary>
/// <remarks>
/// Each member of the ensemble (nuclear state and bath field) sees the exact steady state of the rate model under both drives. The coherence
/// between the two upper levels is left out, so that lines closer than their Rabi frequency are approximate.
/// </remarks>
public readonly struct CwSpectrum
{
    private readonly CwResponse _response;
    private readonly Vector3d _field;
    private readonly double _zeroFieldSplittingHz;
    private readonly double _strainHz;

    internal CwSpectrum(CwResponse response, Vector3d fieldInNvFrame, double zeroFieldSplittingHz, double strainHz)
    {
        (_response, _field, _zeroFieldSplittingHz, _strainHz) = (response, fieldInNvFrame, zeroFieldSplittingHz, strainHz);
        Transitions = Levels.Transitions;
    }

    /// <summary>Detected photons per second far from both lines; solved for the whole ensemble at every call.</summary>
    public double OffResonanceRate => SubtractDips([], []);

    /// <summary>Centres of the two lines in Hz.</summary>
    public TransitionPair Transitions { get; }

    /// <summary>Hz by which a line moves per tesla along the NV axis, from the Hellmann-Feynman gradient.</summary>
    public double AxialResponseHzPerTesla(NvLine line) =>
        PhysicalConstants.GyromagneticRatioHzPerTesla * LineSlope.Of(Levels, line);

    /// <summary>Detected photons per second at a microwave frequency in Hz; the same number as from <see cref="RatesAt"/>, which is quicker for many.</summary>
    public double RateAt(double frequencyHz)
    {
        var rate = 0.0;
        RatesAt(new ReadOnlySpan<double>(in frequencyHz), new Span<double>(ref rate));
        return rate;
    }

    /// <summary>Fills the detected photons per second at the microwave frequencies in Hz; both spans have the same length.</summary>
    public void RatesAt(ReadOnlySpan<double> frequenciesHz, Span<double> ratesPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(ratesPerSecond.Length, frequenciesHz.Length, nameof(ratesPerSecond));
        ratesPerSecond.Clear();
        var offResonance = SubtractDips(frequenciesHz, ratesPerSecond);
        foreach (ref var rate in ratesPerSecond) rate += offResonance;
    }

    private SpinLevels Levels => NvGroundState.Levels(_zeroFieldSplittingHz, _strainHz, _field);

    /// <summary>Subtracts from the rates what the drives take at the frequencies; returns the rate far from both lines.</summary>
    private double SubtractDips(ReadOnlySpan<double> frequenciesHz, Span<double> rates)
    {
        var bath = _response.Bath;
        var larmor = _field * PhysicalConstants.GyromagneticRatioHzPerTesla;
        var offResonance = 0.0;
        foreach (var nuclear in _response.NuclearOffsetsHz)
        {
            var crossing = LevelCrossing.Nearest(_response.Photophysics, larmor + new Vector3d(0, 0, nuclear), _zeroFieldSplittingHz, _strainHz);
            offResonance += bath.Resolves(crossing)
                ? SubtractDips(nuclear, bath.OffsetsHz, bath.Weights, frequenciesHz, rates)
                : SubtractDips(nuclear, crossing, frequenciesHz, rates);
        }
        return offResonance;
    }

    private double SubtractDips(double nuclearHz, LevelCrossing crossing, ReadOnlySpan<double> frequenciesHz, Span<double> rates)
    {
        var bath = _response.Bath;
        Span<double> offsets = stackalloc double[bath.MaximumNodesAround];
        Span<double> weights = stackalloc double[bath.MaximumNodesAround];
        var count = bath.FillAround(crossing, offsets, weights);
        return SubtractDips(nuclearHz, offsets[..count], weights[..count], frequenciesHz, rates);
    }

    // nucleus and bath are small axial fields of their own, here in Hz
    private double SubtractDips(
        double nuclearHz, ReadOnlySpan<double> bathHz, ReadOnlySpan<double> weights, ReadOnlySpan<double> frequenciesHz, Span<double> rates)
    {
        var driveRate = _response.ResonantDriveRate;
        var inverseHalfWidth = 1 / _response.HomogeneousHalfWidthHz;
        var share = 1.0 / _response.NuclearOffsetsHz.Length;
        var offResonance = 0.0;
        Span<double> axialHz = stackalloc double[Vector<double>.Count];
        for (var first = 0; first < bathHz.Length; first += axialHz.Length)
        {
            var count = Math.Min(axialHz.Length, bathHz.Length - first);
            for (var lane = 0; lane < count; lane++) axialHz[lane] = nuclearHz + bathHz[first + lane];
            var steady = new SteadyStateLanes(
                _response.Photophysics, _response.PumpRate, _field, new Vector<double>(axialHz), _zeroFieldSplittingHz, _strainHz);
            for (var lane = 0; lane < count; lane++)
            {
                var response = steady.Response(lane, driveRate).Weighted(share * weights[first + lane]);
                offResonance += response.BrightRate;
                SubtractDip(frequenciesHz, rates, inverseHalfWidth, steady.LowerHz[lane], steady.UpperHz[lane], response);
            }
        }
        return offResonance;
    }

    // An exchange rate is W/u with u = 1 + (detuning/half width)²; the quotient of DriveResponse is expanded by both u so that one division is left.
    // Vectors and the rest do the same operations in the same order: the rate does not depend on the width of the vectors.
    private static void SubtractDip(
        ReadOnlySpan<double> frequencies, Span<double> rates, double inverseHalfWidth, double lowerHz, double upperHz, in DriveResponse c)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(frequencies);
        var sums = MemoryMarshal.Cast<double, Vector<double>>(rates);
        Vector<double> lower = new(lowerHz), upper = new(upperHz), scale = new(inverseHalfWidth), one = Vector<double>.One;
        Vector<double> a = new(c.LowerDepth), b = new(c.UpperDepth), ab = new(c.JointDepth);
        Vector<double> p = new(c.LowerSaturation), q = new(c.UpperSaturation), pq = new(c.JointSaturation);
        for (var i = 0; i < vectors.Length; i++)
        {
            var x = (vectors[i] - lower) * scale;
            var y = (vectors[i] - upper) * scale;
            var u = one + x * x;
            var v = one + y * y;
            sums[i] -= (a * v + b * u + ab) / (u * v + p * v + q * u + pq);
        }
        for (var i = vectors.Length * Vector<double>.Count; i < frequencies.Length; i++)
        {
            var x = (frequencies[i] - lowerHz) * inverseHalfWidth;
            var y = (frequencies[i] - upperHz) * inverseHalfWidth;
            var u = 1 + x * x;
            var v = 1 + y * y;
            rates[i] -= (c.LowerDepth * v + c.UpperDepth * u + c.JointDepth) / (u * v + c.LowerSaturation * v + c.UpperSaturation * u + c.JointSaturation);
        }
    }
}
