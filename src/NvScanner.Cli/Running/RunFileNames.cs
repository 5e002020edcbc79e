using System.Globalization;
using System.Text;

namespace NvScanner.Cli.Running;

/// <summary>Default places of run files: runs/YYYY/YYYYMMDD/YYYYMMDDTHHMMSS_sample_kind_NNNN.h5, in local time.</summary>
internal static class RunFileNames
{
    private const int LongestPart = 40;

    /// <summary>The name for a run of this sample and kind that starts now, number 0001; it may be taken.</summary>
    public static string First(string folder, DateTimeOffset localTime, string sample, string kind)
    {
        var day = localTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        return Path.Combine(folder, day[..4], day,
            $"{localTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture)}_{Safe(sample, "sample")}_{Safe(kind, "run")}_0001.h5");
    }

    /// <summary>The same name with the next number.</summary>
    public static string After(string path)
    {
        var stem = path[..path.LastIndexOf('_')];
        var number = int.Parse(path.AsSpan((stem.Length + 1)..^".h5".Length), CultureInfo.InvariantCulture);
        return $"{stem}_{(number + 1).ToString("D4", CultureInfo.InvariantCulture)}.h5";
    }

    /// <summary>A text as part of a file name that every system takes: A-Z a-z 0-9 . _ -, every other character becomes '-'.</summary>
    public static string Safe(string text, string whenEmpty)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var character in text)
            safe.Append(char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' ? character : '-');
        var trimmed = safe.ToString().Trim('-', '.');
        return trimmed.Length == 0 ? whenEmpty : trimmed[..Math.Min(trimmed.Length, LongestPart)].TrimEnd('-', '.');
    }
}
