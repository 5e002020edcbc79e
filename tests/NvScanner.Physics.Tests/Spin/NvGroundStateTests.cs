using System.Text.Json;
using NvScanner.Physics.Spin;

namespace NvScanner.Physics.Tests.Spin;

public class NvGroundStateTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, ReferenceVectors.Cases("nv_levels.json").Count())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void LevelsTransitionsAndWeightsMeetTheReference(int index)
    {
        var (reference, levels) = Load(index);
        var energies = reference.Numbers("eig_Hz");
        for (var level = 0; level < 3; level++) Assert.InRange(levels.EnergyHz(level) - energies[level], -0.01, 0.01);
        Assert.InRange(levels.Transitions.LowerHz - reference.Number("f1_Hz"), -0.01, 0.01);
        Assert.InRange(levels.Transitions.UpperHz - reference.Number("f2_Hz"), -0.01, 0.01);
        if (!reference.GetProperty("gradient_reliable").GetBoolean()) return;
        var weights = reference.Numbers("ms0_weight");
        for (var level = 0; level < 3; level++) Assert.Equal(weights[level], levels.MsZeroWeight(level), 9);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void GradientsMeetTheReference(int index)
    {
        var (reference, levels) = Load(index);
        if (!reference.GetProperty("gradient_reliable").GetBoolean()) return;
        var scale = PhysicalConstants.GyromagneticRatioHzPerTesla;
        Assert.InRange((levels.Gradient(NvLine.Lower) - reference.Vector("df1_dB_Hz_per_T")).Norm / scale, 0, 1e-7);
        Assert.InRange((levels.Gradient(NvLine.Upper) - reference.Vector("df2_dB_Hz_per_T")).Norm / scale, 0, 1e-7);
    }

    [Theory]
    [InlineData(1e-9, 0)]
    [InlineData(1e-6, 30)]
    [InlineData(10e-6, 89.9)]
    [InlineData(0.1024, 0.01)]
    [InlineData(0.3, 54.7356)]
    public void LevelsSolveTheCharacteristicCubicToWorkingPrecision(double tesla, double thetaDegrees)
    {
        const double d = 2.87e9, e = 1e6;
        var field = NvFrame.FromDegrees(thetaDegrees, 20).Axis * tesla;
        var levels = NvGroundState.Levels(d, e, field);
        var b = field * PhysicalConstants.GyromagneticRatioHzPerTesla;
        // the matrix in the basis +1, 0, -1 has the trace of its square as the sum of squared levels
        var sumOfSquares = 2.0 / 3 * d * d + 2 * e * e + 2 * b.NormSquared;
        var squares = Enumerable.Range(0, 3).Sum(level => levels.EnergyHz(level) * levels.EnergyHz(level));
        Assert.Equal(1, squares / sumOfSquares, 14);
        Assert.InRange(Enumerable.Range(0, 3).Sum(levels.EnergyHz), -1e-5, 1e-5);
    }

    [Fact]
    public void GradientsAreTheDerivativesOfTheTransitions()
    {
        const double d = 2.8693e9, e = 3e6, step = 1e-7;
        var field = new Vector3d(2e-3, -1e-3, 4e-3);
        var levels = NvGroundState.Levels(d, e, field);
        foreach (var line in new[] { NvLine.Lower, NvLine.Upper })
            foreach (var direction in new[] { new Vector3d(1, 0, 0), new Vector3d(0, 1, 0), new Vector3d(0, 0, 1) })
            {
                double At(double sign) => NvGroundState.Levels(d, e, field + direction * (sign * step)).Transitions[line];
                Assert.Equal((At(1) - At(-1)) / (2 * step), levels.Gradient(line).Dot(direction), 1e4);
            }
        var byD = (NvGroundState.Levels(d + 100, e, field).Transitions.LowerHz - NvGroundState.Levels(d - 100, e, field).Transitions.LowerHz) / 200;
        Assert.Equal(byD, levels.ZeroFieldSplittingResponse(NvLine.Lower), 7);
    }

    [Theory]
    [InlineData(10e-3, 54.7356, 2735.731, 3058.827)]
    [InlineData(80e-3, 0, 628.003888, 5111.996112)]
    public void TransitionsOfATiltedCentreMeetThePhysicsPage(double tesla, double tiltDegrees, double lowerMHz, double upperMHz)
    {
        var frame = NvFrame.FromDegrees(54.7356, 90);
        var field = NvFrame.FromDegrees(54.7356 - tiltDegrees, 90).Axis * tesla;
        var pair = NvGroundState.Transitions(frame, field);
        Assert.InRange(pair.LowerHz * 1e-6, lowerMHz - 1e-3, lowerMHz + 1e-3);
        Assert.InRange(pair.UpperHz * 1e-6, upperMHz - 1e-3, upperMHz + 1e-3);
    }

    [Fact]
    public void ResponseAxisIsTheNvAxisOnlyForABiasAlongIt()
    {
        var aligned = NvGroundState.Levels(2.87e9, 0, new Vector3d(0, 0, 0.1)).ResponseAxis();
        Assert.Equal(new Vector3d(0, 0, 1), aligned);
    }

    [Theory]
    [InlineData(0.2, 0.990, 8)]
    [InlineData(0.5, 0.945, 17)]
    [InlineData(1.0, 0.85, 24)]
    public void MisalignmentNearTheAnticrossingMixesAndTiltsAsThePhysicsPageSays(double tiltDegrees, double weight, double responseDegrees)
    {
        var levels = NvGroundState.Levels(2.87e9, 0, NvFrame.FromDegrees(tiltDegrees, 0).Axis * 0.1);
        Assert.Equal(weight, levels.MsZeroWeight(0), 0.005);
        Assert.Equal(responseDegrees, double.RadiansToDegrees(Math.Acos(levels.Gradient(NvLine.Upper).Normalized().Z)), 1.0);
    }

    private static (JsonElement Reference, SpinLevels Levels) Load(int index)
    {
        var reference = ReferenceVectors.Cases("nv_levels.json").ElementAt(index);
        var scale = reference.Number("gamma_Hz_per_T") / PhysicalConstants.GyromagneticRatioHzPerTesla;
        return (reference, NvGroundState.Levels(reference.Number("D_Hz"), reference.Number("E_Hz"), reference.Vector("B_T") * scale));
    }
}
