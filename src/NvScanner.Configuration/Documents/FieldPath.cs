using System.Globalization;
using System.Text.RegularExpressions;

namespace NvScanner.Configuration.Documents;

/// <summary>Paths of keys such as "scan.size[1]" or "instruments.microwave.options.settling" (a list item of a profile goes by its role).</summary>
internal static partial class FieldPath
{
    /// <summary>The names and indices of a path; null when it is not a path.</summary>
    public static IReadOnlyList<string>? Split(string path)
    {
        if (!PathShape().IsMatch(path))
            return null;
        return path.Replace("[", ".[", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Joins a section's path and a key.</summary>
    public static string Join(string section, string key) => section.Length == 0 ? key : $"{section}.{key}";

    /// <summary>Position of a list item named by "[2]" or by its role; -1 when there is none.</summary>
    public static int ItemIndex(SequenceNode list, string segment)
    {
        if (segment.StartsWith('['))
        {
            return int.TryParse(segment.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Items.Count ? index : -1;
        }

        for (var i = 0; i < list.Items.Count; i++)
        {
            if (list.Items[i] is MappingNode item && item.Find("role") is ScalarNode role && role.Text == segment)
                return i;
        }

        return -1;
    }

    /// <summary>Place of a field, or of the nearest enclosing node that was written.</summary>
    public static Location Locate(ConfigNode root, string path)
    {
        var node = root;
        var where = root.Where;
        foreach (var segment in Split(path) ?? [])
        {
            ConfigNode? next = null;
            if (node is MappingNode mapping && mapping.Entries.FirstOrDefault(e => e.Key == segment) is { } entry)
            {
                where = entry.KeyWhere;
                next = entry.Value;
            }
            else if (node is SequenceNode list && ItemIndex(list, segment) is >= 0 and var index)
            {
                next = list.Items[index];
                where = next.Where;
            }

            if (next is null)
                return where;
            node = next;
        }

        return where;
    }

    [GeneratedRegex(@"^[^\s.\[\]=]+(\[[0-9]{1,6}\])*(\.[^\s.\[\]=]+(\[[0-9]{1,6}\])*)*$")]
    private static partial Regex PathShape();
}
