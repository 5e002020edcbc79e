using System.Globalization;

namespace NvScanner.Cli.Spectra;

/// <summary>
/// Reads spectra from CSV: "# key: value" lines, a head line, then rows. The first column is `frequency_hz`, an optional `sigma` is the
/// standard deviation of every value of its row, every other column is a spectrum.
/// </summary>
internal static class SpectrumCsv
{
    private const string FrequencyHead = "frequency_hz";
    private const string SigmaHead = "sigma";
    private const int FewestPoints = 5;

    /// <summary>Reads a file; throws <see cref="BadInputException"/> naming file, line and column of the first thing that is wrong.</summary>
    public static SpectrumTable Read(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            return Read(path, reader);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Reads from text; <paramref name="source"/> names it in errors.</summary>
    public static SpectrumTable Read(string source, TextReader reader)
    {
        var notes = new Dictionary<string, string>(StringComparer.Ordinal);
        string[]? heads = null;
        var rows = new List<double[]>();
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (line.StartsWith('#'))
                AddNote(notes, line);
            else if (heads is null)
                heads = ReadHeads(source, number, line);
            else
                rows.Add(ReadRow(source, number, line, heads, rows.Count > 0 ? rows[^1][0] : double.NegativeInfinity));
        }
        if (heads is null)
            throw new BadInputException($"{source}: has no head line; write '{FrequencyHead},counts' and one row per frequency below it");
        if (rows.Count < FewestPoints)
            throw new BadInputException($"{source}:{number}: only {rows.Count} rows; a spectrum needs at least {FewestPoints}");
        var columns = Enumerable.Range(1, heads.Length - 1)
            .Where(c => heads[c] != SigmaHead)
            .Select(c => new SpectrumColumn(heads[c], rows.Select(r => r[c]).ToArray()))
            .ToArray();
        var sigma = Array.IndexOf(heads, SigmaHead);
        return new SpectrumTable(source, notes, rows.Select(r => r[0]).ToArray(), columns, sigma < 0 ? null : rows.Select(r => r[sigma]).ToArray());
    }

    private static void AddNote(Dictionary<string, string> notes, string line)
    {
        var parts = line.TrimStart('#').Split(':', 2);
        if (parts.Length == 2)
            notes[parts[0].Trim()] = parts[1].Trim();
    }

    private static string[] ReadHeads(string source, int line, string text)
    {
        var heads = text.Split(',', StringSplitOptions.TrimEntries);
        if (heads[0] != FrequencyHead)
            throw new BadInputException($"{source}:{line}: the first column is '{heads[0]}'; it must be '{FrequencyHead}'");
        if (!heads.Skip(1).Any(h => h != SigmaHead))
            throw new BadInputException($"{source}:{line}: there is no column of values beside '{FrequencyHead}'");
        for (var c = 0; c < heads.Length; c++)
        {
            if (heads[c].Length == 0)
                throw new BadInputException($"{source}:{line}: column {c + 1} has no name");
            if (Array.IndexOf(heads, heads[c]) < c)
                throw new BadInputException($"{source}:{line}: there are two columns '{heads[c]}'");
        }
        return heads;
    }

    private static double[] ReadRow(string source, int line, string text, string[] heads, double previousHz)
    {
        var cells = text.Split(',');
        if (cells.Length != heads.Length)
            throw new BadInputException($"{source}:{line}: {cells.Length} columns where the head line names {heads.Length}");
        var row = new double[cells.Length];
        for (var c = 0; c < cells.Length; c++)
        {
            if (!double.TryParse(cells[c], NumberStyles.Float, CultureInfo.InvariantCulture, out row[c]))
                throw new BadInputException($"{source}:{line}: {heads[c]}: '{cells[c].Trim()}' is not a number (decimals with '.', missing values as nan)");
            if (Complaint(heads[c], row[c], previousHz) is { } complaint)
                throw new BadInputException($"{source}:{line}: {heads[c]}: {cells[c].Trim()} {complaint}");
        }
        return row;
    }

    private static string? Complaint(string head, double value, double previousHz) => head switch
    {
        FrequencyHead when !double.IsFinite(value) || value <= 0 => "is not a frequency above 0 Hz",
        FrequencyHead when value <= previousHz => $"does not ascend: the row before is at {previousHz.ToString(CultureInfo.InvariantCulture)} Hz",
        SigmaHead when !(value > 0) || !double.IsFinite(value) => "is not a standard deviation above 0",
        "counts" when !double.IsNaN(value) && (value < 0 || value > uint.MaxValue || value != Math.Floor(value)) =>
            "is not a whole number of photons (rates and ratios go in a column of another name)",
        _ when double.IsInfinity(value) => "is not finite",
        _ => null,
    };
}
