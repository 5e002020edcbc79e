using System.Runtime.Intrinsics.X86;
using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Curves;

/// <summary>Chooses the widest vectors of the processor.</summary>
internal static class CurveEngine
{
    public static ICurveEngine New<TCurve>(TimeAxis axis, CurveFitOptions options, double[] held)
        where TCurve : struct, ICurve =>
        Avx512F.IsSupported ? new CurveEngine<Lanes512<double>, TCurve>(axis, options, held)
        : Fma.IsSupported ? new CurveEngine<Lanes256<double>, TCurve>(axis, options, held)
        : new CurveEngine<Lanes128<double>, TCurve>(axis, options, held);
}
