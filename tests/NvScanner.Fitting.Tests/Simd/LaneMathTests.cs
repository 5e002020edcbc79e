using System.Runtime.Intrinsics.X86;
using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Tests.Simd;

public class LaneMathTests
{
    [Fact]
    public void Exponential_and_logarithm_are_those_of_the_library_in_every_lane_width()
    {
        Check<Lanes128<double>>();
        if (Fma.IsSupported)
            Check<Lanes256<double>>();
        if (Avx512F.IsSupported)
            Check<Lanes512<double>>();
    }

    [Fact]
    public void Exponential_and_reciprocal_of_floats_are_good_to_a_few_units_in_the_last_place()
    {
        CheckSingles<Lanes128<float>>();
        if (Fma.IsSupported)
            CheckSingles<Lanes256<float>>();
        if (Avx512F.IsSupported)
            CheckSingles<Lanes512<float>>();
    }

    private static void CheckSingles<TLanes>()
        where TLanes : unmanaged, ILanes<TLanes>
    {
        for (float x = -79; x < 79; x += 0.0737f)
        {
            TLanes exponential = LaneMath.Exp(TLanes.All(x)), reciprocal = TLanes.Reciprocal(TLanes.All(x));
            Assert.Equal(1, LaneNumbers<TLanes>.Get(ref exponential, TLanes.Count - 1) / Math.Exp(x), 4e-7);
            Assert.Equal(1, LaneNumbers<TLanes>.Get(ref reciprocal, TLanes.Count - 1) * x, 2.5e-7);
        }
    }

    private static void Check<TLanes>()
        where TLanes : unmanaged, ILanes<TLanes>
    {
        for (double x = -690; x < 690; x += 0.737)
        {
            Assert.Equal(1, First(LaneMath.Exp(TLanes.All(x))) / Math.Exp(x), 2e-15);
            double argument = Math.Exp(x);
            Assert.Equal(Math.Log(argument), First(LaneMath.Log(TLanes.All(argument))), 1e-15 * Math.Max(1, Math.Abs(x)));
        }
        for (double ratio = 0.5; ratio < 2; ratio += 0.0037)
            Assert.Equal(Math.Log(ratio), First(LaneMath.Log(TLanes.All(ratio))), 4e-16);
        for (double turns = -40; turns < 40; turns += 0.00737)
        {
            LaneMath.SinCosOfTurns(TLanes.All(turns), out TLanes sine, out TLanes cosine);
            double rounding = 2 * Math.PI * Math.Abs(turns) * 2.3e-16; // of the library's argument
            Assert.Equal(Math.Sin(2 * Math.PI * turns), First(sine), 5e-16 + rounding);
            Assert.Equal(Math.Cos(2 * Math.PI * turns), First(cosine), 5e-16 + rounding);
        }
        LaneMath.SinCosOfTurns(TLanes.All(1000.25), out TLanes one, out TLanes zero);
        Assert.Equal((1.0, 0.0), (First(one), First(zero)));
        Assert.Equal(1, First(LaneMath.Exp(TLanes.All(0))));
        Assert.Equal(0, First(LaneMath.Log(TLanes.All(1))));
    }

    private static unsafe double First<TLanes>(TLanes value)
        where TLanes : unmanaged, ILanes<TLanes> => *(double*)&value;
}
