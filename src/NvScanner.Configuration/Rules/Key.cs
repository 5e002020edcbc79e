using NvScanner.Configuration.Documents;

namespace NvScanner.Configuration.Rules;

/// <summary>A key of a section.</summary>
internal abstract class Key(string name, string description, string? defaultText, bool required)
{
    /// <summary>The name as written.</summary>
    public string Name { get; } = name;

    /// <summary>One sentence for the reader.</summary>
    public string Description { get; } = description;

    /// <summary>What an absent key stands for, as it would be written; null for nothing.</summary>
    public string? DefaultText { get; } = defaultText;

    /// <summary>Whether it must be written.</summary>
    public bool Required { get; } = required;

    /// <summary>What may be written.</summary>
    public abstract ValueRule Rule { get; }

    /// <summary>Reads a value; null when it is wrong, and then a problem was added.</summary>
    public abstract object? Read(ConfigNode node, string field, Reading reading);
}

/// <summary>A key whose values become <typeparamref name="T"/>.</summary>
internal sealed class Key<T>(string name, ValueRule<T> rule, string description, string? defaultText = null, bool required = false)
    : Key(name, description, defaultText, required) where T : notnull
{
    /// <inheritdoc />
    public override ValueRule Rule => rule;

    /// <inheritdoc />
    public override object? Read(ConfigNode node, string field, Reading reading) => rule.TryRead(node, field, reading, out var value) ? value : null;

    /// <summary>The value that <see cref="Key.DefaultText"/> stands for.</summary>
    public T ReadDefault()
    {
        var reading = new Reading();
        return DefaultText is not null && rule.TryRead(DocumentParser.Parse(DefaultText, "default"), Name, reading, out var value)
            ? value
            : throw new InvalidOperationException($"The default of key '{Name}' breaks its own rule: {string.Join(", ", reading.Problems)}");
    }
}
