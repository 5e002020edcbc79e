namespace NvScanner.Simulation.Cell.Electrochemistry;

/// <summary>A quantity that is affine in the current through the electrodes.</summary>
internal readonly record struct Affine(double Free, double PerAmpere)
{
    public double At(double amperes) => Free + PerAmpere * amperes;

    public static Affine operator +(Affine a, Affine b) => new(a.Free + b.Free, a.PerAmpere + b.PerAmpere);

    public static Affine operator -(Affine a, Affine b) => new(a.Free - b.Free, a.PerAmpere - b.PerAmpere);

    public static Affine operator *(double factor, Affine a) => new(factor * a.Free, factor * a.PerAmpere);
}
