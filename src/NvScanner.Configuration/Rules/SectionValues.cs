using NvScanner.Configuration.Documents;

namespace NvScanner.Configuration.Rules;

/// <summary>The good values of a section, for building its record and for checks across keys.</summary>
internal sealed class SectionValues(MappingNode node, string field, Reading reading, IReadOnlyDictionary<string, object> values)
{
    /// <summary>Place of the section.</summary>
    public Location Where => node.Where;

    /// <summary>Whether a key was written.</summary>
    public bool Has(Key key) => values.ContainsKey(key.Name);

    /// <summary>The value as written, or the default.</summary>
    public T Get<T>(Key<T> key) where T : notnull => values.TryGetValue(key.Name, out var value) ? (T)value : key.ReadDefault();

    /// <summary>The value as written, or null.</summary>
    public T? Find<T>(Key<T> key) where T : class => values.TryGetValue(key.Name, out var value) ? (T)value : null;

    /// <summary>The value as written, or null.</summary>
    public T? FindValue<T>(Key<T> key) where T : struct => values.TryGetValue(key.Name, out var value) ? (T)value : null;

    /// <summary>Adds a problem with a key, at its value or, when it was left out, at the section.</summary>
    public void Refuse(Key key, string message) =>
        reading.Refuse(node.Find(key.Name)?.Where ?? node.Where, FieldPath.Join(field, key.Name), message);

    /// <summary>Adds a problem with something below a key.</summary>
    public void Refuse(Key key, string suffix, Location where, string message) =>
        reading.Refuse(where, FieldPath.Join(field, key.Name) + suffix, message);

    /// <summary>Adds a problem with the section itself.</summary>
    public void Refuse(string message) => reading.Refuse(node.Where, field, message);

    /// <summary>Adds a problem with a field of the section, "program[2].cc.rate" for example, at its place or at that of the nearest enclosing key that was written.</summary>
    public void RefuseBelow(string path, string message) => reading.Refuse(FieldPath.Locate(node, path), FieldPath.Join(field, path), message);

    /// <summary>Adds what is wrong with a value below a key.</summary>
    public void Check(ValueRule rule, Key key, string suffix, ConfigNode value) =>
        rule.Check(value, FieldPath.Join(field, key.Name) + suffix, reading);
}
