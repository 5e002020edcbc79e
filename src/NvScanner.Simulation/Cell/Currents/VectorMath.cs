using System.Numerics;
using System.Runtime.InteropServices;

namespace NvScanner.Simulation.Cell.Currents;

/// <summary>Sums over long vectors.</summary>
internal static class VectorMath
{
    /// <summary>a . b, of equal lengths.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sums = Vector<double>.Zero;
        var left = MemoryMarshal.Cast<double, Vector<double>>(a);
        var right = MemoryMarshal.Cast<double, Vector<double>>(b);
        for (var i = 0; i < left.Length; i++) sums += left[i] * right[i];
        var sum = Vector.Sum(sums);
        for (var i = left.Length * Vector<double>.Count; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
