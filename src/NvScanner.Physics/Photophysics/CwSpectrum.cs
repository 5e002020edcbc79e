using System.Numerics;
using System.Runtime.CompilerServices;
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
    private const double BathReachInSigma = 3;
    private const double LinearityInHalfWidths = 1e-3;
    private const double SteadyWeight = 1e-4;

    private readonly CwResponse _response;
    private readonly Vector3d _field;
    private readonly double _zeroFieldSplittingHz;
    private readonly double _strainHz;
    private readonly bool _bathShiftsOnly; // whether the bath moves lines linearly and leaves the mixing as it is
    private readonly Components _components;

    internal CwSpectrum(CwResponse response, Vector3d fieldInNvFrame, double zeroFieldSplittingHz, double strainHz)
    {
        (_response, _field, _zeroFieldSplittingHz, _strainHz) = (response, fieldInNvFrame, zeroFieldSplittingHz, strainHz);
        Transitions = LevelsAt(0).Transitions;
        var nuclear = response.NuclearOffsetsHz;
        var bath = response.Bath;
        _bathShiftsOnly = true;
        for (var component = 0; component < nuclear.Length; component++)
        {
            _components[component] = MemberAt(nuclear[component]);
            _bathShiftsOnly &= BathOnlyShifts(_components[component], nuclear[component]);
        }
        for (var component = 0; component < nuclear.Length; component++)
            for (var node = 0; node < bath.Weights.Length; node++)
            {
                var member = _bathShiftsOnly ? _components[component] : MemberAt(nuclear[component] + bath.OffsetsHz[node]);
                OffResonanceRate += bath.Weights[node] / nuclear.Length * member.Response.BrightRate;
            }
    }

    /// <summary>Detected photons per second far from both lines.</summary>
    public double OffResonanceRate { get; }

    /// <summary>Centres of the two lines in Hz.</summary>
    public TransitionPair Transitions { get; }

    /// <summary>Hz by which a line moves per tesla along the NV axis, from the Hellmann-Feynman gradient.</summary>
    public double AxialResponseHzPerTesla(NvLine line) =>
        PhysicalConstants.GyromagneticRatioHzPerTesla * LineSlope.Of(LevelsAt(0), line);

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
        ratesPerSecond.Fill(OffResonanceRate);
        double[] bath = _response.Bath.OffsetsHz, weights = _response.Bath.Weights;
        var inverseHalfWidth = 1 / _response.HomogeneousHalfWidthHz;
        var nuclear = _response.NuclearOffsetsHz;
        for (var component = 0; component < nuclear.Length; component++)
            for (var node = 0; node < bath.Length; node++)
            {
                var member = _bathShiftsOnly
                    ? _components[component].InBath(bath[node])
                    : MemberAt(nuclear[component] + bath[node]);
                Subtract(frequenciesHz, ratesPerSecond, inverseHalfWidth, member.LowerHz, member.UpperHz, member.Response.Weighted(weights[node] / nuclear.Length));
            }
    }

    // nuclei and bath are small axial fields of their own, here in Hz
    private Vector3d FieldOf(double axialHz) => _field + new Vector3d(0, 0, axialHz / PhysicalConstants.GyromagneticRatioHzPerTesla);

    private SpinLevels LevelsAt(double axialHz) => NvGroundState.Levels(_zeroFieldSplittingHz, _strainHz, FieldOf(axialHz));

    private Member MemberAt(double axialHz)
    {
        var levels = LevelsAt(axialHz);
        var (lower, upper) = levels.Transitions;
        return new Member(
            lower, upper, LineSlope.Of(levels, NvLine.Lower), LineSlope.Of(levels, NvLine.Upper), _response.OnResonance(FieldOf(axialHz), _zeroFieldSplittingHz, _strainHz));
    }

    private bool BathOnlyShifts(in Member member, double nuclearHz)
    {
        var reach = BathReachInSigma * _response.Photophysics.StaticDetuningHz;
        var tolerance = LinearityInHalfWidths * _response.HomogeneousHalfWidthHz;
        double ground = LevelsAt(nuclearHz).MsZeroWeight(0), excited = ExcitedZeroWeight(nuclearHz);
        for (var side = -1; side <= 1; side += 2)
        {
            var shifted = LevelsAt(nuclearHz + side * reach);
            var linear = member.InBath(side * reach);
            // a comparison with NaN, where levels meet, is false
            if (!(Math.Abs(shifted.Transitions.LowerHz - linear.LowerHz) < tolerance
                && Math.Abs(shifted.Transitions.UpperHz - linear.UpperHz) < tolerance
                && Math.Abs(shifted.MsZeroWeight(0) - ground) < SteadyWeight
                && Math.Abs(ExcitedZeroWeight(nuclearHz + side * reach) - excited) < SteadyWeight))
                return false;
        }
        return true;
    }

    private double ExcitedZeroWeight(double axialHz)
    {
        var centre = _response.Photophysics;
        var relative = centre.ExcitedGyromagneticRatioHzPerTesla / PhysicalConstants.GyromagneticRatioHzPerTesla;
        return NvGroundState.Levels(centre.ExcitedZeroFieldSplittingHz, 0, FieldOf(axialHz) * relative).MsZeroWeight(0);
    }

    // An exchange rate is W/u with u = 1 + (detuning/half width)²; the quotient of DriveResponse is expanded by both u so that one division is left.
    // Vectors and the rest do the same operations in the same order: the rate does not depend on the width of the vectors.
    private static void Subtract(
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

    // lines, Hz by which they move per Hz of axial field, and the light at one nuclear state and bath field
    private readonly record struct Member(double LowerHz, double UpperHz, double LowerSlope, double UpperSlope, DriveResponse Response)
    {
        public Member InBath(double axialHz) => this with { LowerHz = LowerHz + LowerSlope * axialHz, UpperHz = UpperHz + UpperSlope * axialHz };
    }

    [InlineArray(3)]
    private struct Components
    {
        private Member _first;
    }
}
