namespace NvScanner.Fitting.Spectra;

/// <summary>A spectrum file that cannot be read; the message names file, line, cause and remedy.</summary>
public sealed class SpectrumFormatException : FormatException
{
    /// <summary>An error in `source` at a line (1 = first; 0 = the file as a whole).</summary>
    public SpectrumFormatException(string source, int line, string problem)
        : base(line > 0 ? FormattableString.Invariant($"{source}, line {line}: {problem}") : $"{source}: {problem}")
    {
        SourceName = source;
        Line = line;
    }

    /// <summary>The file's name.</summary>
    public string SourceName { get; }

    /// <summary>The line, counted from 1; 0 when the file as a whole is meant.</summary>
    public int Line { get; }
}
