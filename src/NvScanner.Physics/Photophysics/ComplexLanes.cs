using System.Numerics;
using System.Runtime.CompilerServices;

namespace NvScanner.Physics.Photophysics;

/// <summary>As many complex numbers as a vector has lanes.</summary>
internal readonly struct ComplexLanes(Vector<double> real, Vector<double> imaginary)
{
    public readonly Vector<double> Real = real;
    public readonly Vector<double> Imaginary = imaginary;

    public static ComplexLanes Zero => default;

    public static ComplexLanes One => new(Vector<double>.One, Vector<double>.Zero);

    public ComplexLanes Conjugate => new(Real, -Imaginary);

    public Vector<double> SquaredMagnitude => Real * Real + Imaginary * Imaginary;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexLanes operator +(ComplexLanes a, ComplexLanes b) => new(a.Real + b.Real, a.Imaginary + b.Imaginary);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexLanes operator -(ComplexLanes a, ComplexLanes b) => new(a.Real - b.Real, a.Imaginary - b.Imaginary);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexLanes operator *(ComplexLanes a, Vector<double> scale) => new(a.Real * scale, a.Imaginary * scale);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexLanes operator *(ComplexLanes a, ComplexLanes b) =>
        new(a.Real * b.Real - a.Imaginary * b.Imaginary, a.Real * b.Imaginary + a.Imaginary * b.Real);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexLanes Select(Vector<long> condition, ComplexLanes whereTrue, ComplexLanes whereFalse) => new(
        Vector.ConditionalSelect(condition, whereTrue.Real, whereFalse.Real),
        Vector.ConditionalSelect(condition, whereTrue.Imaginary, whereFalse.Imaginary));
}
