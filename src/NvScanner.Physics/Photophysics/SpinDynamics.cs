using NvScanner.Physics.Spin;

namespace NvScanner.Physics.Photophysics;

/// <summary>
/// State of one NV centre in time, on which pulses of light and microwaves are played: the populations of the seven-level model and the
/// coherence of the driven pair of ground levels, for each member of the ensemble of nuclear states and quasi-static detunings. Not thread safe.
/// </summary>
/// <remarks>
/// In the frame that rotates with the microwaves H/h = [[d/2, W e^-ip/2], [W e^ip/2, -d/2]] acts on (lowest level, driven level) with the Rabi
/// frequency W, the phase p and the detuning d of the microwaves from the line; a field shifts the line. Three times act: T2* through the
/// ensemble; T1 and light as rates; and T2 through a phenomenological bath with a power-law spectrum. Such a bath takes coherence away at the rate
/// (p/T2) (2|m|/T2)^(p-1), where m is the time during which the spin has precessed since its phase was last refocused: the derivative of the
/// accumulated phase by a constant detuning. A Hahn echo then decays as exp(-(T/T2)^p), and n equidistant pi pulses prolong T2 to
/// T2 n^((p-1)/p).
/// <code>
/// dynamics.Laser(1e-3, 3e-6);                      // polarise
/// dynamics.Evolve(1e-6);                           // let the singlet empty
/// dynamics.Drive(5e6, phase: 0, 0.1e-6);           // a pi pulse
/// var photons = dynamics.Laser(1e-3, 300e-9);      // read out
/// </code>
/// </remarks>
public sealed class SpinDynamics
{
    private const double ReachInSigma = 6;
    private const int NodesPerSide = 24;
    private const int Photons = SevenLevels.Count; // index of the photon number in a propagator without microwaves
    private const int Real = SevenLevels.Count + 1; // and of the coherence's parts in one with microwaves
    private const int Imaginary = SevenLevels.Count + 2;
    private const int Size = SevenLevels.Count + 3;

    private readonly NvPhotophysics _centre;
    private readonly int _driven;
    private readonly SpinMixing _ground;
    private readonly SpinMixing _excited;
    private readonly double _lineSlope; // Hz of the line per Hz of axial field
    private readonly Member[] _members;

    /// <summary>
    /// A centre in a bias field given in the NV frame (T), with the ground triplet's zero-field splitting and strain (Hz), driven on one of its
    /// lines; starts in the lowest level. Throws ArgumentException for a centre that is not physical. Infinite T1, T2 and T2* and no
    /// nitrogen give the ideal spin.
    /// </summary>
    public SpinDynamics(
        NvPhotophysics centre, Vector3d fieldInNvFrame, NvLine line, double zeroFieldSplittingHz = PhysicalConstants.NominalZeroFieldSplittingHz, double strainHz = 0)
    {
        ArgumentNullException.ThrowIfNull(centre);
        centre.ThrowIfNotPhysical();
        _centre = centre;
        _driven = line == NvLine.Lower ? 1 : 2;
        _ground = SpinMixing.Of(zeroFieldSplittingHz, strainHz, fieldInNvFrame * PhysicalConstants.GyromagneticRatioHzPerTesla);
        _excited = SpinMixing.Of(centre.ExcitedZeroFieldSplittingHz, 0, fieldInNvFrame * centre.ExcitedGyromagneticRatioHzPerTesla);
        var levels = NvGroundState.Levels(zeroFieldSplittingHz, strainHz, fieldInNvFrame);
        LineHz = levels.Transitions[line];
        _lineSlope = LineSlope.Of(levels, line);

        var bath = StaticBath.Create(centre.StaticDetuningHz, ReachInSigma, NodesPerSide);
        var nuclear = HyperfineStructure.OffsetsHz(centre.Nitrogen);
        _members = new Member[nuclear.Length * bath.Weights.Length];
        for (var i = 0; i < _members.Length; i++)
        {
            var node = i % bath.Weights.Length;
            var axial = new Vector3d(0, 0, (nuclear[i / bath.Weights.Length] + bath.OffsetsHz[node]) / PhysicalConstants.GyromagneticRatioHzPerTesla);
            _members[i] = new Member
            {
                Weight = bath.Weights[node] / nuclear.Length,
                LineShiftHz = NvGroundState.Levels(zeroFieldSplittingHz, strainHz, fieldInNvFrame + axial).Transitions[line] - LineHz,
            };
        }
        Reset();
    }

    /// <summary>Centre of the driven line in Hz.</summary>
    public double LineHz { get; }

    /// <summary>Frequency of the microwaves above the line's centre in Hz; the frame rotates with them, whether they are on or off.</summary>
    public double DetuningHz { get; set; }

    /// <summary>Field to be sensed, along the NV axis and on top of the bias, against <see cref="ClockSeconds"/>.</summary>
    public SignalField Field { get; set; }

    /// <summary>Time in s at which the field is taken; runs with every step and may be set.</summary>
    public double ClockSeconds { get; set; }

    /// <summary>Puts every member into the lowest level, without coherence, and the clock to 0.</summary>
    public void Reset()
    {
        ClockSeconds = 0;
        foreach (ref var member in _members.AsSpan())
        {
            member.Populations = default;
            member.Populations[0] = 1;
            (member.CoherenceReal, member.CoherenceImaginary, member.UnrefocusedSeconds) = (0, 0, 0);
        }
    }

    /// <summary>Fills the populations of the ground triplet (0 to 2), the excited triplet (3 to 5) and the singlet (6), ensemble average.</summary>
    public void Populations(Span<double> populations)
    {
        populations[..SevenLevels.Count].Clear();
        foreach (ref readonly var member in _members.AsSpan())
            for (var level = 0; level < SevenLevels.Count; level++)
                populations[level] += member.Weight * member.Populations[level];
    }

    /// <summary>Light of a power in W for a time in s; returns the mean number of photons detected.</summary>
    public double Laser(double powerWatts, double seconds) => Advance(_centre.PumpRate(powerWatts), seconds);

    /// <summary>Darkness without microwaves for a time in s; returns the mean number of photons that excited levels still give.</summary>
    public double Evolve(double seconds) => Advance(0, seconds);

    /// <summary>
    /// Microwaves that drive the line with a Rabi frequency in Hz at a phase in rad for a time in s, with light of a power in W if any;
    /// returns the mean number of photons detected. During the pulse the field is taken at its mean.
    /// </summary>
    public double Drive(double rabiHz, double phase, double seconds, double laserPowerWatts = 0)
    {
        RequireTime(seconds);
        var pump = _centre.PumpRate(laserPowerWatts);
        var fieldShift = seconds > 0 ? _lineSlope * PhysicalConstants.GyromagneticRatioHzPerTesla * Field.Integral(ClockSeconds, seconds) / seconds : 0;
        Span<double> generator = stackalloc double[Size * Size];
        Span<double> propagator = stackalloc double[Size * Size];
        Span<double> before = stackalloc double[Size];
        double cosine = Math.Cos(phase), sine = Math.Sin(phase), photons = 0;
        foreach (ref var member in _members.AsSpan())
        {
            var detuning = DetuningHz - member.LineShiftHz - fieldShift;
            FillDriven(generator, pump, rabiHz, detuning, BathRate(member.UnrefocusedSeconds), seconds);
            MatrixExponential.Fill(generator, propagator, Size);
            // the phase turns the frame of a pulse about x
            for (var level = 0; level < SevenLevels.Count; level++) before[level] = member.Populations[level];
            before[Photons] = 0;
            before[Real] = member.CoherenceReal * cosine - member.CoherenceImaginary * sine;
            before[Imaginary] = member.CoherenceReal * sine + member.CoherenceImaginary * cosine;
            for (var level = 0; level < SevenLevels.Count; level++) member.Populations[level] = Dot(propagator.Slice(level * Size, Size), before);
            photons += member.Weight * Dot(propagator.Slice(Photons * Size, Size), before);
            double real = Dot(propagator.Slice(Real * Size, Size), before), imaginary = Dot(propagator.Slice(Imaginary * Size, Size), before);
            member.CoherenceReal = real * cosine + imaginary * sine;
            member.CoherenceImaginary = imaginary * cosine - real * sine;
            member.UnrefocusedSeconds *= RemainingProjection(rabiHz, detuning, seconds);
        }
        ClockSeconds += seconds;
        return photons;
    }

    /// <summary>An ideal pulse of no duration: exp(-i angle/2 (cos phase sx + sin phase sy)) on the driven pair, both in rad, at any detuning.</summary>
    public void Pulse(double angle, double phase)
    {
        double cosine = Math.Cos(angle), sine = Math.Sin(angle), cosPhase = Math.Cos(phase), sinPhase = Math.Sin(phase);
        foreach (ref var member in _members.AsSpan())
        {
            // Bloch vector (2 Re c, -2 Im c, P_0 - P_k) in the pulse's frame, turned about x
            var real = member.CoherenceReal * cosPhase - member.CoherenceImaginary * sinPhase;
            var imaginary = member.CoherenceReal * sinPhase + member.CoherenceImaginary * cosPhase;
            ref var lowest = ref member.Populations[0];
            ref var driven = ref member.Populations[_driven];
            double sum = lowest + driven, difference = lowest - driven;
            var turned = imaginary * cosine + 0.5 * difference * sine;
            difference = difference * cosine - 2 * imaginary * sine;
            (lowest, driven) = (0.5 * (sum + difference), 0.5 * (sum - difference));
            member.CoherenceReal = real * cosPhase + turned * sinPhase;
            member.CoherenceImaginary = turned * cosPhase - real * sinPhase;
            member.UnrefocusedSeconds *= cosine;
        }
    }

    private double Advance(double pump, double seconds)
    {
        RequireTime(seconds);
        const int n = SevenLevels.Count + 1;
        Span<double> generator = stackalloc double[n * n];
        Span<double> propagator = stackalloc double[n * n];
        generator.Clear();
        SevenLevels.Fill(generator, n, _centre, _ground, _excited, pump);
        FillPhotonRow(generator.Slice(Photons * n, n));
        for (var i = 0; i < generator.Length; i++) generator[i] *= seconds;
        MatrixExponential.Fill(generator, propagator, n);

        var loss = Math.Exp(-SevenLevels.CoherenceLoss(_centre, pump) * seconds);
        var fieldPhase = -_lineSlope * PhysicalConstants.GyromagneticRatioHzPerTesla * Field.Integral(ClockSeconds, seconds);
        Span<double> before = stackalloc double[SevenLevels.Count];
        var photons = 0.0;
        foreach (ref var member in _members.AsSpan())
        {
            for (var level = 0; level < SevenLevels.Count; level++) before[level] = member.Populations[level];
            for (var level = 0; level < SevenLevels.Count; level++) member.Populations[level] = Dot(propagator.Slice(level * n, SevenLevels.Count), before);
            photons += member.Weight * Dot(propagator.Slice(Photons * n, SevenLevels.Count), before);

            var precessed = member.UnrefocusedSeconds + seconds;
            var remaining = loss * Math.Exp(BathExponent(member.UnrefocusedSeconds) - BathExponent(precessed));
            var turns = (DetuningHz - member.LineShiftHz) * seconds + fieldPhase;
            var (sine, cosine) = Math.SinCos(-2 * Math.PI * turns);
            (member.CoherenceReal, member.CoherenceImaginary) = (
                remaining * (member.CoherenceReal * cosine - member.CoherenceImaginary * sine),
                remaining * (member.CoherenceReal * sine + member.CoherenceImaginary * cosine));
            member.UnrefocusedSeconds = pump > 0 ? 0 : precessed;
        }
        ClockSeconds += seconds;
        return photons;
    }

    // d/dt of populations, photons and coherence c = x + iy for a pulse about x, times the duration:
    // P_0' = -P_k' = -2 pi W y,   c' = -(2 pi i d + loss) c - i pi W (P_k - P_0)
    private void FillDriven(Span<double> generator, double pump, double rabiHz, double detuningHz, double bathRate, double seconds)
    {
        generator.Clear();
        SevenLevels.Fill(generator, Size, _centre, _ground, _excited, pump);
        FillPhotonRow(generator.Slice(Photons * Size, SevenLevels.Count));
        var loss = SevenLevels.CoherenceLoss(_centre, pump) + bathRate;
        double rabi = 2 * Math.PI * rabiHz, detuning = 2 * Math.PI * detuningHz;
        generator[0 * Size + Imaginary] = -rabi;
        generator[_driven * Size + Imaginary] = rabi;
        generator[Real * Size + Real] = generator[Imaginary * Size + Imaginary] = -loss;
        generator[Real * Size + Imaginary] = detuning;
        generator[Imaginary * Size + Real] = -detuning;
        generator[Imaginary * Size + 0] = 0.5 * rabi;
        generator[Imaginary * Size + _driven] = -0.5 * rabi;
        for (var i = 0; i < generator.Length; i++) generator[i] *= seconds;
    }

    private void FillPhotonRow(Span<double> row) =>
        row.Slice(SevenLevels.Triplet, SevenLevels.Triplet).Fill(_centre.DetectionEfficiency * _centre.RadiativeRate);

    // odd antiderivative of the bath's rate by the unrefocused time
    private double BathExponent(double unrefocusedSeconds) =>
        0.5 * Math.Sign(unrefocusedSeconds) * Math.Pow(2 * Math.Abs(unrefocusedSeconds) / _centre.CoherenceSeconds, _centre.CoherenceExponent);

    private double BathRate(double unrefocusedSeconds) =>
        _centre.CoherenceExponent / _centre.CoherenceSeconds
        * Math.Pow(2 * Math.Abs(unrefocusedSeconds) / _centre.CoherenceSeconds, _centre.CoherenceExponent - 1);

    // z component of the z axis after the pulse: what is left of the phase's sense, -1 after an ideal pi pulse
    private static double RemainingProjection(double rabiHz, double detuningHz, double seconds)
    {
        var square = rabiHz * rabiHz + detuningHz * detuningHz;
        if (square == 0) return 1;
        var axial = detuningHz * detuningHz / square;
        return axial + (1 - axial) * Math.Cos(2 * Math.PI * seconds * Math.Sqrt(square));
    }

    private static double Dot(ReadOnlySpan<double> row, ReadOnlySpan<double> vector)
    {
        var sum = 0.0;
        for (var k = 0; k < vector.Length; k++) sum += row[k] * vector[k];
        return sum;
    }

    private static void RequireTime(double seconds)
    {
        if (!(seconds >= 0 && double.IsFinite(seconds))) throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "A step takes a finite time of at least 0 s.");
    }

    private struct Member
    {
        public double Weight;
        public double LineShiftHz;
        public SevenNumbers Populations;
        public double CoherenceReal; // of the density matrix between the lowest and the driven level
        public double CoherenceImaginary;
        public double UnrefocusedSeconds;
    }
}
