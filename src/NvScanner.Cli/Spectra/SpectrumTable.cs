namespace NvScanner.Cli.Spectra;

/// <summary>Spectra on one list of frequencies.</summary>
/// <param name="Source">File as the user named it.</param>
/// <param name="Notes">The "# key: value" lines.</param>
/// <param name="FrequenciesHz">Ascending frequencies in Hz.</param>
/// <param name="Columns">One or more spectra.</param>
/// <param name="Sigmas">Standard deviation of each value, or null when none is stated.</param>
internal sealed record SpectrumTable(
    string Source, IReadOnlyDictionary<string, string> Notes, double[] FrequenciesHz, IReadOnlyList<SpectrumColumn> Columns, double[]? Sigmas);
