using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;

namespace NvScanner.Configuration.Rules;

/// <summary>The key `schema`: the version of the format, 1 so far.</summary>
internal static class SchemaKey
{
    /// <summary>The newest version that is read.</summary>
    public const int Newest = 1;

    /// <summary>The key for a kind of document.</summary>
    public static Key<int> Create(string document) =>
        new("schema", new VersionRule(document), $"Version of the {document} format; write {Newest}.", required: true);

    private sealed class VersionRule(string document) : ScalarRule<int>
    {
        /// <inheritdoc />
        public override string Phrase => Newest.ToString(CultureInfo.InvariantCulture);

        /// <inheritdoc />
        public override JsonObject Schema() => new() { ["const"] = Newest };

        /// <inheritdoc />
        protected override bool TryRead(string text, out int value, [NotNullWhen(false)] out string? error)
        {
            error = null;
            var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
            if (isNumber && value == Newest)
                return true;
            error = isNumber && value > Newest
                ? $"version {value} is newer than this program, which reads version {Newest}: update NvScanner, or write the {document} for version {Newest}"
                : $"'{text}' is not a version: allowed {Newest}";
            return false;
        }
    }
}
