namespace NvScanner.Fitting.Spectra;

/// <summary>One spectrum of a file.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Values">One value per frequency; NaN where the file says so.</param>
public sealed record SpectrumColumn(string Name, double[] Values);
