namespace NvScanner.Physics.Photophysics;

/// <summary>
/// Populations and photon rate of the seven-level model under continuous light for any rates at which microwaves exchange the lowest
/// ground level with the two others.
/// </summary>
/// <remarks>
/// A microwave drive of rate W adds the rank-one matrix W (e_k - e_0)(e_0 - e_k)ᵀ to the generator. One elimination without drive and the
/// response to the two drives therefore give the exact populations for all drives (Sherman-Morrison-Woodbury).
/// </remarks>
public readonly struct NvSteadyState
{
    private readonly SevenNumbers _undriven;
    private readonly SevenNumbers _lower; // solution x of G x = e_k - e_0 with sum 0
    private readonly SevenNumbers _upper;
    private readonly double _detectedPerExcited;

    private NvSteadyState(
        in SevenNumbers undriven, in SevenNumbers lower, in SevenNumbers upper, double detectedPerExcited, double lowerStrength, double upperStrength)
    {
        (_undriven, _lower, _upper, _detectedPerExcited) = (undriven, lower, upper, detectedPerExcited);
        (LowerDriveStrength, UpperDriveStrength) = (lowerStrength, upperStrength);
    }

    /// <summary>Number of levels: ground triplet (0 to 2) and excited triplet (3 to 5), each ascending in energy, and the singlet (6).</summary>
    public static int LevelCount => SevenLevels.Count;

    /// <summary>Square of the lower line's Rabi frequency relative to an unmixed spin, averaged over the microwave field's azimuth.</summary>
    public double LowerDriveStrength { get; }

    /// <summary>Square of the upper line's Rabi frequency relative to an unmixed spin, averaged over the microwave field's azimuth.</summary>
    public double UpperDriveStrength { get; }

    /// <summary>
    /// Solves the model at a laser power (W, at least 0), a field in the NV frame (T) and the ground triplet's zero-field splitting and
    /// strain (Hz). Any field is allowed, mixed and degenerate levels too.
    /// </summary>
    public static NvSteadyState At(
        NvPhotophysics centre, double laserPowerWatts, Vector3d fieldInNvFrame, double zeroFieldSplittingHz, double strainHz = 0)
    {
        if (!(laserPowerWatts >= 0)) throw new ArgumentOutOfRangeException(nameof(laserPowerWatts), laserPowerWatts, "The laser power is at least 0 W.");
        var ground = SpinMixing.Of(zeroFieldSplittingHz, strainHz, fieldInNvFrame * PhysicalConstants.GyromagneticRatioHzPerTesla);
        var excited = SpinMixing.Of(centre.ExcitedZeroFieldSplittingHz, 0, fieldInNvFrame * centre.ExcitedGyromagneticRatioHzPerTesla);
        const int n = SevenLevels.Count;
        Span<double> generator = stackalloc double[n * n];
        SevenLevels.Fill(generator, n, centre, ground, excited, centre.PumpRate(laserPowerWatts));
        // one row depends on the others: the sum of the populations takes its place, scaled to the size of its neighbours
        var scale = centre.RadiativeRate;
        generator[..n].Fill(scale);
        Span<double> columns = stackalloc double[3 * n];
        columns.Clear();
        columns[0] = scale;
        columns[3 * 1 + 1] = 1;
        columns[3 * 2 + 2] = 1;
        LinearEquations.Solve(generator, columns, n, 3);

        SevenNumbers undriven = default, lower = default, upper = default;
        for (var level = 0; level < n; level++)
            (undriven[level], lower[level], upper[level]) = (columns[3 * level], columns[3 * level + 1], columns[3 * level + 2]);
        return new NvSteadyState(
            undriven, lower, upper, centre.DetectionEfficiency * centre.RadiativeRate, ground.MiddleDriveStrength, ground.HighestDriveStrength);
    }

    /// <summary>Detected photons per second for exchange rates (1/s, at least 0) of the lowest ground level with the middle and the highest one.</summary>
    public double PhotonRate(double lowerDriveRate = 0, double upperDriveRate = 0)
    {
        var dip = Dip();
        return dip.BrightRate - dip.DepthAt(lowerDriveRate, upperDriveRate);
    }

    /// <summary>Fills the populations of the seven levels, which sum to one, for exchange rates as in <see cref="PhotonRate"/>.</summary>
    public void Populations(Span<double> populations, double lowerDriveRate = 0, double upperDriveRate = 0)
    {
        // (1 + G W) d = d0 for the differences d_k = P_0 - P_k
        double g11 = 1 + lowerDriveRate * (_lower[0] - _lower[1]), g12 = upperDriveRate * (_upper[0] - _upper[1]);
        double g21 = lowerDriveRate * (_lower[0] - _lower[2]), g22 = 1 + upperDriveRate * (_upper[0] - _upper[2]);
        double first = _undriven[0] - _undriven[1], second = _undriven[0] - _undriven[2];
        var determinant = g11 * g22 - g12 * g21;
        var lowerFlow = lowerDriveRate * (g22 * first - g12 * second) / determinant;
        var upperFlow = upperDriveRate * (g11 * second - g21 * first) / determinant;
        for (var level = 0; level < SevenLevels.Count; level++)
            populations[level] = _undriven[level] - lowerFlow * _lower[level] - upperFlow * _upper[level];
    }

    /// <summary>The photon rate as an explicit function of both drives.</summary>
    internal DriveResponse Dip() => DriveResponse.Of(
        Detected(_undriven), Detected(_lower), Detected(_upper), _undriven[0] - _undriven[1], _undriven[0] - _undriven[2],
        _lower[0] - _lower[1], _upper[0] - _upper[1], _lower[0] - _lower[2], _upper[0] - _upper[2]);

    private double Detected(in SevenNumbers populations) =>
        _detectedPerExcited * (populations[SevenLevels.Triplet] + populations[SevenLevels.Triplet + 1] + populations[SevenLevels.Triplet + 2]);
}
