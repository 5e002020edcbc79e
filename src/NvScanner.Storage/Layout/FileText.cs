using System.Globalization;

namespace NvScanner.Storage.Layout;

/// <summary>Texts of attributes and datasets.</summary>
internal static class FileText
{
    /// <summary>A time as ISO 8601 with its offset from UTC.</summary>
    public static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
}
