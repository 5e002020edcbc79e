using System.Globalization;
using System.Text.Json;
using NvScanner.Cli.Terminal;
using Spectre.Console;

namespace NvScanner.Cli.Spectra;

/// <summary>Prints fitted spectra.</summary>
internal static class FitOutput
{
    /// <summary>Writes the JSON object of the command's contract: {"spectra":[...]}.</summary>
    public static void WriteJson(TextWriter writer, IReadOnlyList<FittedSpectrum> spectra) =>
        writer.WriteLine(JsonSerializer.Serialize(new Dictionary<string, IReadOnlyList<FittedSpectrum>> { ["spectra"] = spectra }));

    /// <summary>Writes a table, one row per spectrum.</summary>
    public static void WriteTable(IAnsiConsole console, IReadOnlyList<FittedSpectrum> spectra)
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
        console.Write(table);
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
