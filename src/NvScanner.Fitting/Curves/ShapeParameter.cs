namespace NvScanner.Fitting.Curves;

/// <summary>A parameter of a curve's shape, with what the fit has to know of it. Scaled values are in units of the time axis.</summary>
/// <param name="Public">Name, unit and default.</param>
/// <param name="TimePower">Its power of a time: scaled value = value * unit^(-TimePower).</param>
/// <param name="Limits">Smallest and largest scaled value on an axis.</param>
/// <param name="LargestStep">The longest scaled step; of a logarithmic parameter, of its logarithm.</param>
/// <param name="IsLogarithmic">A positive parameter that is stepped in its logarithm.</param>
internal sealed record ShapeParameter(
    CurveParameter Public, int TimePower, Func<TimeAxis, (double Low, double High)> Limits, double LargestStep, bool IsLogarithmic = false)
{
    /// <summary>A time in s that something decays in, from a quarter of a step to a hundred times the axis.</summary>
    public static ShapeParameter DecayTime() => new(
        new CurveParameter("decay-time", "s", null), 1, axis => (0.25 * axis.Step, 100), LargestStep: 0.7, IsLogarithmic: true);

    /// <summary>A frequency in Hz from zero to one period in two steps.</summary>
    public static ShapeParameter Frequency(string name) => new(
        new CurveParameter(name, "Hz", null), -1, axis => (0, axis.LargestFrequency), LargestStep: 0.25);

    /// <summary>A phase in rad, held at zero unless it is set free.</summary>
    public static ShapeParameter Phase() => new(
        new CurveParameter("phase", "rad", 0), 0, _ => (double.NegativeInfinity, double.PositiveInfinity), LargestStep: 1);

    /// <summary>The exponent n of exp(-(t/T)^n), 0.2 to 6.</summary>
    public static ShapeParameter Exponent(double? heldAt) => new(
        new CurveParameter("exponent", "", heldAt), 0, _ => (0.2, 6), LargestStep: 0.5);

    /// <summary>The distance of neighbouring hyperfine components in Hz, held at the known one unless it is set free.</summary>
    public static ShapeParameter Spacing(double knownHz) => new(
        new CurveParameter("spacing", "Hz", knownHz), -1, axis => (0.5 * knownHz * axis.UnitSeconds, 1.5 * knownHz * axis.UnitSeconds), LargestStep: 0.25);
}
