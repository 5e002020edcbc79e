namespace NvScanner.Configuration.Documents;

/// <summary>Applies settings of the command line, "scan.pixels=[8, 8]", to a document.</summary>
internal static class DocumentSettings
{
    /// <summary>The document with every setting applied in order; keys that are not there are created, and everything wrong is added to the problems.</summary>
    public static ConfigNode Apply(ConfigNode root, IEnumerable<string> settings, List<ConfigurationProblem> problems)
    {
        foreach (var setting in settings)
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            var path = equals < 0 ? setting.Trim() : setting[..equals].Trim();
            if (equals < 0 || FieldPath.Split(path) is not { } segments)
            {
                problems.Add(Problem("", $"'{setting}' is not a setting: write path=value, for example protocol.dwell=2 ms or scan.pixels=[8, 8]"));
                continue;
            }

            if (string.IsNullOrWhiteSpace(setting[(equals + 1)..]))
            {
                problems.Add(Problem(path, "has no value: write path=value"));
                continue;
            }

            try
            {
                var value = DocumentParser.Parse(setting[(equals + 1)..], Location.SettingsFile, Location.Setting);
                root = Replace(root, segments, 0, value, path);
            }
            catch (ConfigurationException wrong)
            {
                problems.AddRange(wrong.Problems.Select(p => p with { Field = path }));
            }
        }

        return root;
    }

    private static ConfigNode Replace(ConfigNode node, IReadOnlyList<string> segments, int depth, ConfigNode value, string path)
    {
        if (depth == segments.Count)
            return value;
        var segment = segments[depth];
        switch (node)
        {
            case MappingNode mapping when !segment.StartsWith('['):
                var entries = mapping.Entries.ToList();
                var at = entries.FindIndex(e => e.Key == segment);
                var old = at < 0 ? new MappingNode([], Location.Setting) : entries[at].Value;
                var replaced = Replace(old, segments, depth + 1, value, path);
                var entry = new MappingEntry(segment, depth == segments.Count - 1 || at < 0 ? Location.Setting : entries[at].KeyWhere, replaced);
                if (at < 0)
                    entries.Add(entry);
                else
                    entries[at] = entry;
                return mapping with { Entries = entries };
            case SequenceNode list:
                var index = FieldPath.ItemIndex(list, segment);
                if (index < 0)
                    throw new ConfigurationException([Problem(path, $"the list has no item '{segment.TrimStart('[')}': it has {list.Items.Count}, counted from 0")]);
                var items = list.Items.ToList();
                items[index] = Replace(items[index], segments, depth + 1, value, path);
                return list with { Items = items };
            default:
                throw new ConfigurationException([Problem(path, $"there is no '{segment.TrimStart('[')}' here: {string.Join('.', segments.Take(depth))} is {(node is MappingNode ? "a section, not a list" : "a single value")}")]);
        }
    }

    private static ConfigurationProblem Problem(string field, string message) => new(Location.SettingsFile, 0, 0, field, message);
}
