using System.Numerics;

namespace NvScanner.Physics.Photophysics;

/// <summary>
/// Lines and light of as many members of an ensemble as a vector has lanes, which differ in their axial fields: in closed form what
/// <see cref="NvSteadyState"/> solves for one field by elimination.
/// </summary>
/// <remarks>
/// Excited levels and singlet follow the ground levels that feed them. What remains are the rates between three levels, whose steady state is a sum
/// of products of rates (matrix-tree theorem), in which nothing cancels.
/// </remarks>
internal readonly struct SteadyStateLanes
{
    private readonly Vector<double> _brightRate;
    private readonly Vector<double> _lowerDifference; // P_0 - P_1 without drive
    private readonly Vector<double> _upperDifference;
    private readonly DriveLanes _lower;
    private readonly DriveLanes _upper;
    private readonly Vector<double> _lowerStrength;
    private readonly Vector<double> _upperStrength;

    /// <summary>
    /// Solves the model for an optical excitation rate in 1/s, a field in the NV frame (T) to which each lane adds an axial one of its own (Hz), and
    /// the ground triplet's zero-field splitting and strain (Hz).
    /// </summary>
    public SteadyStateLanes(
        NvPhotophysics centre, double pumpRate, Vector3d fieldInNvFrame, Vector<double> axialHz, double zeroFieldSplittingHz, double strainHz)
    {
        var larmor = fieldInNvFrame * PhysicalConstants.GyromagneticRatioHzPerTesla;
        var axial = new Vector<double>(larmor.Z) + axialHz;
        var relative = centre.ExcitedGyromagneticRatioHzPerTesla / PhysicalConstants.GyromagneticRatioHzPerTesla;
        var ground = SpinMixingLanes.Of(zeroFieldSplittingHz, strainHz, larmor.X, larmor.Y, axial);
        var excited = SpinMixingLanes.Of(centre.ExcitedZeroFieldSplittingHz, 0, larmor.X * relative, larmor.Y * relative, axial * relative);
        (LowerHz, UpperHz, _lowerStrength, _upperStrength) = (ground.LowerHz, ground.UpperHz, ground.MiddleDriveStrength, ground.HighestDriveStrength);

        Vector<double> excited0 = default, excited1 = default, excited2 = default; // population of the excited levels per population of each ground level
        Vector<double> all0 = default, all1 = default, all2 = default; // that of all levels which it feeds, itself included
        Span<Vector<double>> rates = stackalloc Vector<double>[9]; // to level i from level k at 3 i + k
        Follow(centre, pumpRate, ground, excited, 0, rates, ref excited0, ref all0);
        Follow(centre, pumpRate, ground, excited, 1, rates, ref excited1, ref all1);
        Follow(centre, pumpRate, ground, excited, 2, rates, ref excited2, ref all2);
        Vector<double> r01 = rates[1], r02 = rates[2], r10 = rates[3], r12 = rates[5], r20 = rates[6], r21 = rates[7];

        var tree0 = r01 * (r02 + r12) + r02 * r21;
        var tree1 = r10 * (r12 + r02) + r12 * r20;
        var tree2 = r20 * (r21 + r01) + r21 * r10;
        var inverseTotal = Vector<double>.One / (tree0 * all0 + tree1 * all1 + tree2 * all2);
        Vector<double> p0 = tree0 * inverseTotal, p1 = tree1 * inverseTotal, p2 = tree2 * inverseTotal;
        var excitedTotal = p0 * excited0 + p1 * excited1 + p2 * excited2;
        var detected = centre.DetectionEfficiency * centre.RadiativeRate;
        var lowerDifference = p0 - p1;
        var upperDifference = p0 - p2;
        (_brightRate, _lowerDifference, _upperDifference) = (excitedTotal * detected, lowerDifference, upperDifference);

        // A unit drive takes population from level 0 to level k: x solves M x = e_k - e_0 for the matrix M of the rates. The solution with x_0 = 0,
        // less as much of the undriven populations as it holds in total, keeps the total.
        var inverseTree = Vector<double>.One / tree0;
        _lower = Drive(-(r02 + r12) * inverseTree, -r21 * inverseTree);
        _upper = Drive(-r12 * inverseTree, -(r01 + r21) * inverseTree);

        DriveLanes Drive(Vector<double> x1, Vector<double> x2)
        {
            var total = x1 * all1 + x2 * all2;
            return new DriveLanes(
                (x1 * excited1 + x2 * excited2 - total * excitedTotal) * detected, -x1 - total * lowerDifference, -x2 - total * upperDifference);
        }
    }

    /// <summary>Centres of the lower lines.</summary>
    public Vector<double> LowerHz { get; }

    /// <summary>Centres of the upper lines.</summary>
    public Vector<double> UpperHz { get; }

    /// <summary>One lane's light against both drives, in units of the rate (1/s) at which they drive a line of strength one.</summary>
    public DriveResponse Response(int lane, double driveRate) =>
        DriveResponse.Of(
            _brightRate[lane], _lower.Light[lane], _upper.Light[lane], _lowerDifference[lane], _upperDifference[lane],
            _lower.LowerDifference[lane], _upper.LowerDifference[lane], _lower.UpperDifference[lane], _upper.UpperDifference[lane])
        .InUnitsOf(driveRate * _lowerStrength[lane], driveRate * _upperStrength[lane]);

    // light of one ground level lifts it to the excited levels, which fall back or cross to the singlet, which falls back
    private static void Follow(
        NvPhotophysics centre, double pumpRate, in SpinMixingLanes ground, in SpinMixingLanes excited, int from,
        Span<Vector<double>> rates, ref Vector<double> inExcited, ref Vector<double> inAll)
    {
        var exchange = new Vector<double>(1 / (3 * centre.RelaxationSeconds));
        var crossed = Vector<double>.Zero;
        for (var to = 0; to < 3; to++) rates[3 * to + from] = exchange;
        for (var level = 0; level < 3; level++)
        {
            var crossing = Weighted(excited.Weight(level, 0), centre.CrossingRateMsZero, centre.CrossingRateMsOne);
            var population = Overlap(ground, from, excited, level) * pumpRate / (crossing + new Vector<double>(centre.RadiativeRate));
            inExcited += population;
            crossed += population * crossing;
            for (var to = 0; to < 3; to++) rates[3 * to + from] += population * Overlap(ground, to, excited, level) * centre.RadiativeRate;
        }
        var singlet = crossed * centre.SingletLifetimeSeconds;
        for (var to = 0; to < 3; to++)
            rates[3 * to + from] += singlet * Weighted(ground.Weight(to, 0), centre.SingletRateToMsZero, centre.SingletRateToMsOne);
        inAll = Vector<double>.One + inExcited + singlet;
    }

    private static Vector<double> Weighted(Vector<double> zeroWeight, double rateOfMsZero, double rateOfMsOne) =>
        new Vector<double>(rateOfMsOne) + zeroWeight * (rateOfMsZero - rateOfMsOne);

    private static Vector<double> Overlap(in SpinMixingLanes ground, int i, in SpinMixingLanes excited, int j) =>
        ground.Weight(i, 0) * excited.Weight(j, 0) + ground.Weight(i, 1) * excited.Weight(j, 1) + ground.Weight(i, 2) * excited.Weight(j, 2);

    // what a unit drive of one line changes: the light, and the differences of the lowest population from the other two
    private readonly record struct DriveLanes(Vector<double> Light, Vector<double> LowerDifference, Vector<double> UpperDifference);
}
