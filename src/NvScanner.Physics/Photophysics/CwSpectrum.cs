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
    private readonly CwResponse _response;
    private readonly Triple _lowerHz;
    private readonly Triple _upperHz;
    private readonly int _components;
    private readonly double _lowerSlope; // Hz of the line per Hz of axial bath field
    private readonly double _upperSlope;
    private readonly double _inverseHalfWidth;
    private readonly Coefficients _coefficients;

    internal CwSpectrum(
        CwResponse response, in NvSteadyState steady, in SpinLevels levels, in Triple lowerHz, in Triple upperHz, int components)
    {
        (_response, _lowerHz, _upperHz, _components) = (response, lowerHz, upperHz, components);
        Transitions = levels.Transitions;
        _lowerSlope = LineSlope.Of(levels, NvLine.Lower);
        _upperSlope = LineSlope.Of(levels, NvLine.Upper);
        _inverseHalfWidth = 1 / response.HomogeneousHalfWidthHz;
        var dip = steady.Dip();
        OffResonanceRate = dip.BrightRate;
        double lower = response.ResonantDriveRate(steady.LowerDriveStrength), upper = response.ResonantDriveRate(steady.UpperDriveStrength);
        _coefficients = new Coefficients(
            dip.LowerDepth * lower,
            dip.UpperDepth * upper,
            dip.JointDepth * lower * upper,
            dip.LowerSaturation * lower,
            dip.UpperSaturation * upper,
            dip.JointSaturation * lower * upper);
    }

    /// <summary>Detected photons per second far from both lines.</summary>
    public double OffResonanceRate { get; }

    /// <summary>Centres of the two lines in Hz.</summary>
    public TransitionPair Transitions { get; }

    /// <summary>Hz by which a line moves per tesla along the NV axis, from the Hellmann-Feynman gradient.</summary>
    public double AxialResponseHzPerTesla(NvLine line) =>
        PhysicalConstants.GyromagneticRatioHzPerTesla * (line == NvLine.Lower ? _lowerSlope : _upperSlope);

    /// <summary>Detected photons per second at a microwave frequency in Hz; the same number as from <see cref="RatesAt"/>.</summary>
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
        double[] offsets = _response.Bath.OffsetsHz, weights = _response.Bath.Weights;
        for (var component = 0; component < _components; component++)
            for (var node = 0; node < offsets.Length; node++)
                Subtract(
                    frequenciesHz,
                    ratesPerSecond,
                    _lowerHz[component] + _lowerSlope * offsets[node],
                    _upperHz[component] + _upperSlope * offsets[node],
                    _inverseHalfWidth,
                    _coefficients.Times(weights[node] / _components));
    }

    // An exchange rate is W/u with u = 1 + (detuning/half width)²; the quotient of DriveResponse is expanded by both u so that one division is left.
    // Vectors and the rest do the same operations in the same order: the rate does not depend on the width of the vectors.
    private static void Subtract(
        ReadOnlySpan<double> frequencies, Span<double> rates, double lowerHz, double upperHz, double inverseHalfWidth, in Coefficients c)
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

    private readonly record struct Coefficients(
        double LowerDepth, double UpperDepth, double JointDepth, double LowerSaturation, double UpperSaturation, double JointSaturation)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Coefficients Times(double weight) =>
            this with { LowerDepth = LowerDepth * weight, UpperDepth = UpperDepth * weight, JointDepth = JointDepth * weight };
    }
}
