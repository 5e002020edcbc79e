using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NvScanner.Configuration.Rules;

namespace NvScanner.Configuration.Reference;

/// <summary>Writes the JSON schema of a document (draft 2020-12), for editors that complete and check YAML.</summary>
internal static class SchemaDocument
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema as indented JSON.</summary>
    public static string Write(string title, SectionRule root)
    {
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = title };
        foreach (var property in root.Schema())
            schema[property.Key] = property.Value?.DeepClone();
        return schema.ToJsonString(Layout) + "\n";
    }
}
