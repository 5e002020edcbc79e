using System.Globalization;
using System.Text.Json;
using NvScanner.Cli.Terminal;
using Spectre.Console;

namespace NvScanner.Cli.Spectra;

/// <summary>Prints fitted spectra.</summary>
internal static class FitOutput
{
    private const int MostRows = 100;

    /// <summary>Writes the JSON object of the command's contract: {"spectra":[...]}.</summary>
    public static void WriteJson(TextWriter writer, IReadOnlyList<FittedSpectrum> spectra) =>
        writer.WriteLine(JsonSerializer.Serialize(new Dictionary<string, IReadOnlyList<FittedSpectrum>> { ["spectra"] = spectra }));

    /// <summary>Writes tables: one row per spectrum, or one per file that holds more than a screen of them.</summary>
    public static void WriteTable(IAnsiConsole console, IReadOnlyList<FittedSpectrum> spectra)
    {
        var bySource = spectra.GroupBy(s => s.Source).ToLookup(g => g.Count() > MostRows);
        if (bySource[false].Any())
            console.Write(SpectrumRows(bySource[false].SelectMany(g => g)));
        if (bySource[true].Any())
            console.Write(SourceRows(bySource[true]));
    }

    private static Table SourceRows(IEnumerable<IGrouping<string, FittedSpectrum>> sources)
    {
        var table = Tables.WithColumns("source", "spectra", "converged", "results", "median chi2/dof", "median B parallel (uT)");
        foreach (var source in sources)
        {
            table.AddLiteralRow(
                Path.GetFileName(source.Key),
                source.Count().ToString(CultureInfo.InvariantCulture),
                source.Count(s => s.Converged).ToString(CultureInfo.InvariantCulture),
                string.Join(", ", source.CountBy(s => s.Reason).OrderByDescending(r => r.Value).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Value} {r.Key}"))),
                Number(Median(source.Select(s => s.Chi2Reduced)), 1, "F2"),
                string.Concat(WithErrors([Median(source.Select(s => s.ParallelFieldTesla))], [Median(source.Select(s => s.ParallelFieldStdTesla))], 1e6, "F1")));
        }
        return table;
    }

    private static Table SpectrumRows(IEnumerable<FittedSpectrum> spectra)
    {
        var table = Tables.WithColumns("source", "index", "model", "result", "centres (MHz)", "contrast (%)", "FWHM (MHz)", "chi2/dof", "B parallel (uT)");
        foreach (var s in spectra)
        {
            table.AddLiteralRow(
                Path.GetFileName(s.Source),
                s.Index.ToString(CultureInfo.InvariantCulture),
                s.Model,
                s.Reason,
                string.Join('\n', WithErrors(s.CentresHz, s.CentreStdsHz, 1e-6, "F3")),
                string.Join('\n', (s.Contrasts ?? []).Select(c => Number(c, 100, "F2"))),
                string.Join('\n', (s.FwhmsHz ?? []).Select(w => Number(w, 1e-6, "F2"))),
                Number(s.Chi2Reduced, 1, "F2"),
                string.Concat(WithErrors([s.ParallelFieldTesla], [s.ParallelFieldStdTesla], 1e6, "F1")));
        }
        return table;
    }

    private static double? Median(IEnumerable<double?> values)
    {
        var known = values.OfType<double>().Order().ToArray();
        return known.Length == 0 ? null : known[known.Length / 2];
    }

    private static IEnumerable<string> WithErrors(double?[]? values, double?[]? errors, double factor, string format)
    {
        for (var i = 0; values is not null && i < values.Length; i++)
        {
            if (values[i] is not null)
                yield return $"{Number(values[i], factor, format)} ± {Number(errors?[i], factor, format)}";
        }
    }

    private static string Number(double? value, double factor, string format) =>
        value is { } v ? (v * factor).ToString(format, CultureInfo.InvariantCulture) : "";
}
