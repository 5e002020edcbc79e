using System.Globalization;

namespace NvScanner.Fitting.Spectra;

/// <summary>
/// Reads spectra from CSV: `# key: value` lines, a line of column names beginning with `frequency_hz`, then numbers with a decimal point.
/// Every further column is a spectrum, but an optional `sigma` holds the standard deviation of the row's values.
/// </summary>
public static class SpectrumCsv
{
    private const string FrequencyColumn = "frequency_hz";
    private const string SigmaColumn = "sigma";

    /// <summary>No spin resonance of an NV centre lies below; a smaller number is one of GHz or MHz.</summary>
    private const double LeastFrequencyHz = 1e6;

    /// <summary>Reads a file; <see cref="SpectrumFormatException"/> names file and line, <see cref="IOException"/> when it cannot be opened.</summary>
    public static SpectrumFile Read(string path)
    {
        using StreamReader reader = new(path);
        return Parse(reader, path);
    }

    /// <summary>Reads text; `source` is what errors call it.</summary>
    public static SpectrumFile Parse(TextReader reader, string source)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Dictionary<string, string> header = new(StringComparer.Ordinal);
        string[]? names = null;
        List<double>[] columns = [];
        int lineNumber = 0;
        while (reader.ReadLine() is { } raw)
        {
            lineNumber++;
            string line = raw.Trim();
            if (line.Length == 0)
                continue;
            RefuseBinary(line, source, lineNumber);
            if (line[0] == '#')
                AddHeader(header, line);
            else if (names is null)
            {
                names = ReadNames(line, source, lineNumber);
                columns = Array.ConvertAll(names, _ => new List<double>());
            }
            else
                ReadRow(line, names, columns, source, lineNumber);
        }
        if (names is null)
            throw new SpectrumFormatException(source, 0, $"there is no line of column names; the first line without '#' must read '{FrequencyColumn},counts' or alike.");
        if (columns[0].Count == 0)
            throw new SpectrumFormatException(source, lineNumber, "there are column names but no numbers below them.");
        return Assemble(source, header, names, columns);
    }

    private static SpectrumFile Assemble(string source, Dictionary<string, string> header, string[] names, List<double>[] columns)
    {
        List<SpectrumColumn> spectra = [];
        double[]? sigmas = null;
        for (int column = 1; column < names.Length; column++)
            if (names[column] == SigmaColumn)
                sigmas = [.. columns[column]];
            else
                spectra.Add(new SpectrumColumn(names[column], [.. columns[column]]));
        return new SpectrumFile(source, header, [.. columns[0]], spectra, sigmas);
    }

    /// <summary>Text of another encoding is let pass where it cannot harm, in comments.</summary>
    private static void RefuseBinary(string line, string source, int lineNumber)
    {
        foreach (char letter in line)
            if ((char.IsControl(letter) && letter != '\t') || (letter == '\uFFFD' && line[0] != '#'))
                throw new SpectrumFormatException(source, lineNumber, "this is not a text file; spectra are read from CSV in UTF-8 or from a run file (.h5).");
    }

    private static void AddHeader(Dictionary<string, string> header, string line)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0)
            header[line[1..colon].Trim()] = line[(colon + 1)..].Trim();
    }

    private static string[] ReadNames(string line, string source, int lineNumber)
    {
        string[] names = Array.ConvertAll(line.Split(','), name => name.Trim());
        if (names[0] != FrequencyColumn)
            throw new SpectrumFormatException(source, lineNumber, $"the first column is '{names[0]}'; it must be '{FrequencyColumn}' (in Hz).");
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string name in names)
            if (name.Length == 0)
                throw new SpectrumFormatException(source, lineNumber, "a column has no name; name it or remove the superfluous comma.");
            else if (!seen.Add(name))
                throw new SpectrumFormatException(source, lineNumber, $"the column '{name}' is there twice; give every column its own name.");
        if (names.Length == 1 || (names.Length == 2 && seen.Contains(SigmaColumn)))
            throw new SpectrumFormatException(source, lineNumber, "there is no value column; add one, named 'counts' for photon counts.");
        return names;
    }

    private static void ReadRow(string line, string[] names, List<double>[] columns, string source, int lineNumber)
    {
        string[] cells = line.Split(',');
        if (cells.Length != names.Length)
            throw new SpectrumFormatException(source, lineNumber, FormattableString.Invariant(
                $"{cells.Length} numbers for {names.Length} columns; separate columns by commas and write decimals with a point."));
        double[] values = new double[cells.Length];
        for (int column = 0; column < cells.Length; column++)
            if (!double.TryParse(cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out values[column]))
                throw new SpectrumFormatException(source, lineNumber, $"'{cells[column].Trim()}' in column '{names[column]}' is not a number.");
        for (int column = 0; column < cells.Length; column++)
        {
            if (Problem(names[column], values[column], columns[0]) is { } problem)
                throw new SpectrumFormatException(source, lineNumber, $"'{cells[column].Trim()}' in column '{names[column]}' {problem}");
            columns[column].Add(values[column]);
        }
    }

    private static string? Problem(string name, double value, List<double> frequencies) => name switch
    {
        FrequencyColumn when !double.IsFinite(value) => "is not a finite frequency in Hz.",
        FrequencyColumn when value < LeastFrequencyHz => "is below 1 MHz: is the column in GHz or MHz? Write Hz.",
        FrequencyColumn when frequencies.Count > 0 && value <= frequencies[^1] =>
            "does not exceed the frequency of the row above; sort the rows and merge duplicates.",
        SigmaColumn when !(value > 0) || !double.IsFinite(value) => "is not a standard deviation; it must be positive and finite.",
        SpectrumFile.CountsColumn when !double.IsNaN(value) && (!(value >= 0 && value <= uint.MaxValue) || value != Math.Floor(value)) =>
            "is not a photon count; counts are whole numbers from 0, or nan where one is missing. Name the column otherwise if these are not counts.",
        _ when double.IsInfinity(value) => "is infinite; write NaN for a missing value.",
        _ => null,
    };
}
