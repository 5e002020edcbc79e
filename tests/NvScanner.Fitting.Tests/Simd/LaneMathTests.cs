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
        Assert.Equal(1, First(LaneMath.Exp(TLanes.All(0))));
        Assert.Equal(0, First(LaneMath.Log(TLanes.All(1))));
    }

    private static unsafe double First<TLanes>(TLanes value)
        where TLanes : unmanaged, ILanes<TLanes> => *(double*)&value;
}
