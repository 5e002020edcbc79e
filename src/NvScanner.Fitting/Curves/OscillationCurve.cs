using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Curves;

/// <summary>s(t) = exp(-(t/T)^n) times the mean over the tones h of cos(2 pi (f + o_h) t + phase), with o_h multiples of one spacing.</summary>
/// <typeparam name="TTones">Which oscillation: names, tones and defaults.</typeparam>
internal readonly unsafe struct OscillationCurve<TTones> : ICurve
    where TTones : struct, ITones
{
    private const int Frequency = 0, Phase = 1, DecayTime = 2, Exponent = 3, Spacing = 4;

    public static IReadOnlyList<ShapeParameter> Parameters { get; } =
    [
        ShapeParameter.Frequency(TTones.FrequencyName),
        ShapeParameter.Phase(),
        ShapeParameter.DecayTime(),
        ShapeParameter.Exponent(TTones.UsualExponent),
        .. TTones.Places.Length > 1 ? [ShapeParameter.Spacing(TTones.SpacingHz)] : Array.Empty<ShapeParameter>(),
    ];

    public static TLanes Evaluate<TLanes>(TLanes time, TLanes* parameters, TLanes* slopes)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes envelope = Decay.Evaluate(
            time, parameters[DecayTime], parameters[Exponent], out TLanes envelopeByTime, out TLanes envelopeByExponent);
        TLanes phase = parameters[Phase] * TLanes.All(0.5 / Math.PI);
        TLanes cosines = default, sines = default, placedSines = default;
        ReadOnlySpan<double> places = TTones.Places;
        foreach (double place in places)
        {
            TLanes frequency = places.Length > 1 ? TLanes.MultiplyAdd(TLanes.All(place), parameters[Spacing], parameters[Frequency]) : parameters[Frequency];
            LaneMath.SinCosOfTurns(TLanes.MultiplyAdd(frequency, time, phase), out TLanes sine, out TLanes cosine);
            cosines += cosine;
            sines += sine;
            placedSines = TLanes.MultiplyAdd(TLanes.All(place), sine, placedSines);
        }
        TLanes share = TLanes.All(1.0 / places.Length), byAngle = TLanes.All(-2 * Math.PI) * time * envelope * share;
        TLanes oscillation = cosines * share;
        slopes[Frequency] = byAngle * sines;
        slopes[Phase] = -envelope * share * sines;
        slopes[DecayTime] = envelopeByTime * oscillation;
        slopes[Exponent] = envelopeByExponent * oscillation;
        if (places.Length > 1)
            slopes[Spacing] = byAngle * placedSines;
        return envelope * oscillation;
    }

    public static void AddStarts(StartGrid starts)
    {
        // without a multiplet there is no spacing to choose
        IEnumerable<double> spacings = TTones.Places.Length > 1 ? starts.Of(Spacing, starts.Scaled(TTones.SpacingHz)) : [0];
        foreach (double time in starts.Of(DecayTime, 0.15, 0.5, 2))
            foreach (double frequency in starts.Frequencies(Frequency, time))
                foreach (double phase in starts.Of(Phase, 0, 0.25 * Math.PI, 0.5 * Math.PI, 0.75 * Math.PI)) // amplitudes have either sign
                    foreach (double exponent in starts.Of(Exponent, 1, 2))
                        foreach (double spacing in spacings)
                            starts.Add([frequency, phase, time, exponent, .. TTones.Places.Length > 1 ? [spacing] : Array.Empty<double>()]);
    }
}
