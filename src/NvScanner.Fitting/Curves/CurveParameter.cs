namespace NvScanner.Fitting.Curves;

/// <summary>A parameter of a curve model.</summary>
/// <param name="Name">Its name, for example `decay-time`.</param>
/// <param name="Unit">Its unit: `s`, `Hz`, `rad`, empty for a number, `value` for the unit of the data.</param>
/// <param name="HeldAt">The value that it is held at unless <see cref="CurveFitOptions.Free"/> names it; null for one that is fitted.</param>
public sealed record CurveParameter(string Name, string Unit, double? HeldAt);
