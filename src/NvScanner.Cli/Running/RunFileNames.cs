using System.Globalization;
using System.Text;

namespace NvScanner.Cli.Running;

/// <summary>Default places of run files: runs/YYYY/YYYYMMDD/YYYYMMDDTHHMMSS_sample_kind_NNNN.h5, in local time.</summary>
internal static class RunFileNames
{
    private const int LongestPart = 40;

    /// <summary>The first free name for a run of this sample and kind that starts now.</summary>
    public static string Next(string folder, DateTimeOffset localTime, string sample, string kind)
    {
        var day = localTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var stem = Path.Combine(folder, day[..4], day,
            $"{localTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture)}_{Safe(sample, "sample")}_{Safe(kind, "run")}");
        for (var number = 1; ; number++)
        {
            var path = $"{stem}_{number.ToString("D4", CultureInfo.InvariantCulture)}.h5";
            if (!File.Exists(path))
                return path;
        }
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
