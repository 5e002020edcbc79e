using NvScanner.Configuration.Documents;

namespace NvScanner.Configuration;

/// <summary>A validated document together with the places of its keys.</summary>
/// <typeparam name="T">The record made from it.</typeparam>
public sealed class LoadedDocument<T>
{
    private readonly ConfigNode _root;

    internal LoadedDocument(T value, string path, ConfigNode root)
    {
        Value = value;
        Path = path;
        _root = root;
    }

    /// <summary>The record.</summary>
    public T Value { get; }

    /// <summary>The file as the caller named it.</summary>
    public string Path { get; }

    /// <summary>Places a problem that was found later, by physics for example, at its key, or at the nearest enclosing section when the key was left out.</summary>
    public ConfigurationProblem At(string field, string message)
    {
        var where = FieldPath.Locate(_root, field);
        return new ConfigurationProblem(where.File, where.Line, where.Column, field, message);
    }
}
