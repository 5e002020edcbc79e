namespace NvScanner.Physics;

/// <summary>A vector of three doubles in one Cartesian frame; its unit is that of the quantity it names.</summary>
/// <param name="X">First component.</param>
/// <param name="Y">Second component.</param>
/// <param name="Z">Third component.</param>
public readonly record struct Vector3d(double X, double Y, double Z)
{
    /// <summary>The null vector.</summary>
    public static Vector3d Zero => default;

    /// <summary>Euclidean length.</summary>
    public double Norm => Math.Sqrt(NormSquared);

    /// <summary>Square of the Euclidean length.</summary>
    public double NormSquared => X * X + Y * Y + Z * Z;

    /// <summary>Scalar product.</summary>
    public double Dot(Vector3d other) => X * other.X + Y * other.Y + Z * other.Z;

    /// <summary>Right-handed vector product.</summary>
    public Vector3d Cross(Vector3d other) =>
        new(Y * other.Z - Z * other.Y, Z * other.X - X * other.Z, X * other.Y - Y * other.X);

    /// <summary>The vector of length one along this one; throws ArgumentException for the null vector.</summary>
    public Vector3d Normalized() => Norm is > 0 and var norm
        ? this * (1 / norm)
        : throw new ArgumentException("The null vector has no direction.");

    /// <summary>Sum.</summary>
    public static Vector3d operator +(Vector3d left, Vector3d right) => new(left.X + right.X, left.Y + right.Y, left.Z + right.Z);

    /// <summary>Difference.</summary>
    public static Vector3d operator -(Vector3d left, Vector3d right) => new(left.X - right.X, left.Y - right.Y, left.Z - right.Z);

    /// <summary>Opposite vector.</summary>
    public static Vector3d operator -(Vector3d vector) => new(-vector.X, -vector.Y, -vector.Z);

    /// <summary>Multiple.</summary>
    public static Vector3d operator *(Vector3d vector, double factor) => new(vector.X * factor, vector.Y * factor, vector.Z * factor);

    /// <summary>Multiple.</summary>
    public static Vector3d operator *(double factor, Vector3d vector) => vector * factor;
}
