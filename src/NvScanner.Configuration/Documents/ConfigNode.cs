namespace NvScanner.Configuration.Documents;

/// <summary>A node of a YAML document with its place. Our own tree, because YamlDotNet's refuses duplicate keys one at a time and cannot hold nodes of two files.</summary>
internal abstract record ConfigNode(Location Where);

/// <summary>A text; <paramref name="Quoted"/> tells "null" from null.</summary>
internal sealed record ScalarNode(string Text, bool Quoted, Location Where) : ConfigNode(Where)
{
    /// <summary>Whether nothing was written.</summary>
    public bool IsNull => !Quoted && Text is "" or "~" or "null" or "Null" or "NULL";
}

/// <summary>A list.</summary>
internal sealed record SequenceNode(IReadOnlyList<ConfigNode> Items, Location Where) : ConfigNode(Where);

/// <summary>Keys and values in the order of the document; duplicates are kept so that they can be reported.</summary>
internal sealed record MappingNode(IReadOnlyList<MappingEntry> Entries, Location Where) : ConfigNode(Where)
{
    /// <summary>The value of a key, or null.</summary>
    public ConfigNode? Find(string key) => Entries.FirstOrDefault(e => e.Key == key)?.Value;
}

/// <summary>One key with its value.</summary>
internal sealed record MappingEntry(string Key, Location KeyWhere, ConfigNode Value);
