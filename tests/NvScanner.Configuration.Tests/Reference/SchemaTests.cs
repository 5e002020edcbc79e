using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NvScanner.Configuration.Tests.Plans;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NvScanner.Configuration.Tests.Reference;

/// <summary>The schemas are checked with a small reader of their own subset of JSON schema, over YamlDotNet's own tree.</summary>
public class SchemaTests
{
    public static TheoryData<string, string> Shipped()
    {
        var data = new TheoryData<string, string>();
        foreach (var plan in Directory.GetFiles(Repository.Path("hardware-profiles", "plans"), "*.yaml"))
            data.Add(plan, "plan.schema.json");
        foreach (var profile in Directory.GetFiles(Repository.Path("hardware-profiles"), "*.yaml"))
            data.Add(profile, "profile.schema.json");
        return data;
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_shipped_file_satisfies_its_schema(string file, string schema) =>
        Assert.Empty(Violations(Schema(schema), File.ReadAllText(file)));

    [Theory]
    [InlineData(8, "  pth: snake", "scan: pth")]
    [InlineData(13, "  dwell: 1", "protocol.dwell")]
    [InlineData(13, "  dwell: 1 mm", "protocol.dwell")]
    [InlineData(7, "  pixels: [0, 6]", "scan.pixels")]
    [InlineData(8, "  path: spiral", "scan.path")]
    [InlineData(20, "cell: {}", "cell: program is required")]
    [InlineData(20, "cell: { program: [ { cc: { rate: 10, until: { voltage: 4.2 V } } } ] }", "cell.program.cc.rate")]
    [InlineData(20, "temperature: {}", ": temperature")]
    [InlineData(2, "", ": name is required")]
    public void What_the_program_refuses_the_schema_refuses_too(int line, string text, string violation)
    {
        Assert.NotEmpty(PlanText.Problems(PlanText.With(line, text)));
        Assert.Contains(Violations(Schema("plan.schema.json"), PlanText.With(line, text)), v => v.StartsWith(violation, StringComparison.Ordinal));
    }

    private static JsonNode Schema(string name) => JsonNode.Parse(File.ReadAllText(Repository.Path("hardware-profiles", "schemas", name)))!;

    private static List<string> Violations(JsonNode schema, string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var found = new List<string>();
        Check(schema, stream.Documents[0].RootNode, "", found);
        return found;
    }

    private static void Check(JsonNode schema, YamlNode node, string path, List<string> found)
    {
        if (schema["anyOf"] is JsonArray shapes)
        {
            var attempts = shapes.Select(shape => { var inner = new List<string>(); Check(shape!, node, path, inner); return inner; }).ToArray();
            if (attempts.All(a => a.Count > 0))
                found.AddRange(attempts[0]);
            return;
        }

        switch (node)
        {
            case YamlMappingNode mapping when (string?)schema["type"] == "object":
                foreach (var required in schema["required"]?.AsArray() ?? [])
                {
                    if (!mapping.Children.ContainsKey(new YamlScalarNode((string?)required)))
                        found.Add($"{path}: {required} is required");
                }

                foreach (var (key, value) in mapping)
                {
                    var name = ((YamlScalarNode)key).Value!;
                    if (schema["properties"]?[name] is { } property)
                        Check(property, value, path.Length == 0 ? name : $"{path}.{name}", found);
                    else if (schema["additionalProperties"] is JsonObject any)
                        Check(any, value, $"{path}.{name}", found);
                    else
                        found.Add($"{path}: {name}");
                }

                break;
            case YamlSequenceNode list when (string?)schema["type"] == "array":
                if (list.Children.Count < (int)schema["minItems"]! || list.Children.Count > (int)schema["maxItems"]!)
                    found.Add($"{path}: number of items");
                foreach (var item in list)
                    Check(schema["items"]!, item, path, found);
                break;
            case YamlScalarNode scalar:
                if (!Allowed(schema, scalar.Value!, isQuoted: scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted))
                    found.Add($"{path}: {scalar.Value}");
                break;
            default:
                found.Add($"{path}: shape");
                break;
        }
    }

    private static bool Allowed(JsonNode schema, string text, bool isQuoted)
    {
        if (schema["enum"] is JsonArray words)
            return words.Any(w => (string?)w == text);
        if (schema["const"] is { } constant)
            return constant.ToString() == text;
        var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !isQuoted;
        return (string?)schema["type"] switch
        {
            // an editor sees a bare number as a number, not as a text
            "string" => !isNumber && (schema["pattern"] is not { } pattern || Regex.IsMatch(text, (string)pattern!)),
            "integer" or "number" => isNumber
                && (schema["minimum"] is not { } low || number >= low.GetValue<double>())
                && (schema["maximum"] is not { } high || number <= high.GetValue<double>())
                && (schema["exclusiveMinimum"] is not { } above || number > above.GetValue<double>()),
            _ => false,
        };
    }
}
