namespace NvScanner.Fitting;

/// <summary>The magnitude of a field from both lines of a spectrum and a calibrated zero-field splitting.</summary>
/// <param name="Tesla">|B| in T; NaN where the lines fit no field.</param>
/// <param name="Variance">Variance of its random part in T².</param>
/// <param name="SystematicTesla">One standard error in T that the calibrated D carries, the same for all spectra of one tip.</param>
public readonly record struct FieldMagnitude(double Tesla, double Variance, double SystematicTesla);
