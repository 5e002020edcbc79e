namespace NvScanner.Physics.Spin;

/// <summary>The three ground levels of one NV centre at one field, with transitions, mixing and response to field and zero-field splitting.</summary>
public readonly record struct SpinLevels
{
    private readonly double _d;
    private readonly double _e;
    private readonly Vector3d _b; // gamma B in Hz, NV frame

    internal SpinLevels(double zeroFieldSplittingHz, double strainHz, Vector3d larmorHz, double shiftHz, double splittingHz) =>
        (_d, _e, _b, LowestShiftHz, SplittingHz) = (zeroFieldSplittingHz, strainHz, larmorHz, shiftHz, splittingHz);

    /// <summary>By how many Hz the lowest level lies below its place at zero field, -2D/3.</summary>
    public double LowestShiftHz { get; }

    /// <summary>Distance in Hz of the two upper levels, hence of the two transitions.</summary>
    public double SplittingHz { get; }

    /// <summary>Both transitions from the lowest level in Hz.</summary>
    public TransitionPair Transitions => new(
        _d + 0.5 * (3 * LowestShiftHz - SplittingHz),
        _d + 0.5 * (3 * LowestShiftHz + SplittingHz));

    /// <summary>Energy in Hz of level 0 (lowest), 1 or 2; the three sum to zero.</summary>
    public double EnergyHz(int level) => ShiftedEnergyHz(level) - 2 * _d / 3;

    /// <summary>Weight of ms = 0 in level 0 (lowest), 1 or 2; the three sum to one, and are NaN where the level is degenerate.</summary>
    public double MsZeroWeight(int level)
    {
        // derivative of the eigenvalue with respect to the energy of ms = 0: cofactor over the derivative of the characteristic polynomial
        var fromD = DistanceFromZeroFieldUpper(level);
        return (fromD * fromD - _b.Z * _b.Z - _e * _e) / PolynomialSlope(level);
    }

    /// <summary>
    /// Hellmann-Feynman gradient of the named transition with respect to the field in the NV frame, Hz/T: gamma (⟨i|S|i⟩ - ⟨0|S|0⟩).
    /// Where both upper levels coincide the limit of a vanishing axial field is returned.
    /// </summary>
    public Vector3d Gradient(NvLine line)
    {
        const double gamma = PhysicalConstants.GyromagneticRatioHzPerTesla;
        if (SplittingHz == 0) return new Vector3d(0, 0, line == NvLine.Lower ? -gamma : gamma);
        return (LevelGradient(line == NvLine.Lower ? 1 : 2) - LevelGradient(0)) * gamma;
    }

    /// <summary>Derivative of the named transition with respect to the zero-field splitting, dimensionless; 1 without mixing.</summary>
    public double ZeroFieldSplittingResponse(NvLine line) =>
        SplittingHz == 0 ? 1 : MsZeroWeight(0) - MsZeroWeight(line == NvLine.Lower ? 1 : 2);

    /// <summary>
    /// Unit vector, NV frame, along which the difference of both transitions responds to a small stray field; n for a bias along n.
    /// Points to the side of the axial bias.
    /// </summary>
    public Vector3d ResponseAxis()
    {
        var gradient = (Gradient(NvLine.Upper) - Gradient(NvLine.Lower)).Normalized();
        return gradient.Z < 0 ? -gradient : gradient;
    }

    // energy above -2D/3
    private double ShiftedEnergyHz(int level) => level switch
    {
        0 => -LowestShiftHz,
        1 => _d + 0.5 * (LowestShiftHz - SplittingHz),
        2 => _d + 0.5 * (LowestShiftHz + SplittingHz),
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "The levels are 0 (lowest), 1 and 2."),
    };

    // energy above +D/3, the place of ms = ±1 at zero field, free of cancellation
    private double DistanceFromZeroFieldUpper(int level) => level switch
    {
        0 => -LowestShiftHz - _d,
        1 => 0.5 * (LowestShiftHz - SplittingHz),
        2 => 0.5 * (LowestShiftHz + SplittingHz),
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "The levels are 0 (lowest), 1 and 2."),
    };

    private double PolynomialSlope(int level)
    {
        var (lower, upper) = Transitions;
        return level switch { 0 => lower * upper, 1 => -lower * SplittingHz, _ => upper * SplittingHz };
    }

    // derivative of the level with respect to gamma B, by implicit differentiation of the characteristic polynomial
    private Vector3d LevelGradient(int level)
    {
        var fromD = DistanceFromZeroFieldUpper(level);
        return new Vector3d(_b.X * (fromD + _e), _b.Y * (fromD - _e), _b.Z * ShiftedEnergyHz(level))
            * (2 / PolynomialSlope(level));
    }
}
