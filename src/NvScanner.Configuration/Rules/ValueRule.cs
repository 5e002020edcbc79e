using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using NvScanner.Configuration.Documents;

namespace NvScanner.Configuration.Rules;

/// <summary>What may be written as the value of a key. One rule drives parsing, error texts, the JSON schema and the reference page.</summary>
internal abstract class ValueRule
{
    /// <summary>What may be written, as a phrase: "length, above 0 m".</summary>
    public abstract string Phrase { get; }

    /// <summary>The JSON schema of the value.</summary>
    public abstract JsonObject Schema();

    /// <summary>Sections within the value, for the reference page.</summary>
    public virtual IEnumerable<SectionRule> Sections => [];

    /// <summary>Words that later versions will know, for the reference page.</summary>
    public virtual IReadOnlyList<string> LaterWords => [];

    /// <summary>Adds what is wrong with a value whose type does not matter.</summary>
    public abstract void Check(ConfigNode node, string field, Reading reading);
}

/// <summary>A rule whose values become <typeparamref name="T"/>.</summary>
internal abstract class ValueRule<T> : ValueRule
{
    /// <summary>Reads a value; when false, at least one problem was added.</summary>
    public abstract bool TryRead(ConfigNode node, string field, Reading reading, [MaybeNullWhen(false)] out T value);

    /// <inheritdoc />
    public override void Check(ConfigNode node, string field, Reading reading) => TryRead(node, field, reading, out _);
}
