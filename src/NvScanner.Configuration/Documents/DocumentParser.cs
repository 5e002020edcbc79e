using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace NvScanner.Configuration.Documents;

/// <summary>Reads one YAML document into nodes. Anchors, aliases and tags are refused: a plan has no use for them, and aliases can be made to explode.</summary>
internal static class DocumentParser
{
    private const int DeepestNesting = 32;

    /// <summary>Parses a text; throws <see cref="ConfigurationException"/> with line and column. With <paramref name="fixedPlace"/> every node gets that place.</summary>
    public static ConfigNode Parse(string text, string file, Location? fixedPlace = null)
    {
        Location Place(Mark mark) => fixedPlace ?? new Location(file, (int)mark.Line, (int)mark.Column);
        RefuseTabs(text, file, fixedPlace);
        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                throw Problem(fixedPlace ?? new Location(file, 1, 1), "the document is empty");
            parser.Consume<DocumentStart>();
            var root = ReadNode(parser, Place, 0);
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<StreamEnd>(out _))
                throw Problem(Place(parser.Current!.Start), "a second document begins here: write one document per file, without '---' in between");
            return root;
        }
        catch (YamlException broken)
        {
            throw Problem(Place(broken.Start), $"this is not valid YAML: {Sentence(broken)}");
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException or EndOfStreamException)
        {
            // YamlDotNet's scanner stumbles over some texts, "[a, b" before a key for example, without saying where it stands
            throw Problem(parser.Current is { } last ? Place(last.End) : fixedPlace ?? new Location(file, 1, 1), "this is not valid YAML: something is not closed or not separated after this place");
        }
    }

    private static ConfigNode ReadNode(Parser parser, Func<Mark, Location> place, int depth)
    {
        var next = parser.Current!;
        var where = place(next.Start);
        if (depth > DeepestNesting)
            throw Problem(where, $"sections and lists are nested more than {DeepestNesting} deep");
        if (next is AnchorAlias alias)
            throw Problem(where, $"the alias '*{alias.Value}' is not allowed: write the value itself");
        if (next is NodeEvent { Anchor.IsEmpty: false } anchored)
            throw Problem(where, $"the anchor '&{anchored.Anchor.Value}' is not allowed: write the value where it is needed");
        if (next is NodeEvent { Tag.IsEmpty: false } tagged)
            throw Problem(where, $"the tag '{tagged.Tag}' is not allowed: write the plain value");

        if (parser.TryConsume<Scalar>(out var scalar))
            return new ScalarNode(scalar.Value, scalar.Style != ScalarStyle.Plain, where);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<ConfigNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(ReadNode(parser, place, depth + 1));
            return new SequenceNode(items, where);
        }

        parser.Consume<MappingStart>();
        var entries = new List<MappingEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (ReadNode(parser, place, depth + 1) is not ScalarNode key)
                throw Problem(where, "a key must be a plain word");
            // a section stands where its key stands, not at its first line: that is where a missing key is looked for
            var value = ReadNode(parser, place, depth + 1);
            entries.Add(new MappingEntry(key.Text, key.Where, value is MappingNode ? value with { Where = key.Where } : value));
        }

        return new MappingNode(entries, where);
    }

    /// <summary>YAML forbids tabs in the indentation, and the parser's own words for it do not name them.</summary>
    private static void RefuseTabs(string text, string file, Location? fixedPlace)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var indentation = line[..(line.Length - line.TrimStart(" \t").Length)];
            var tab = indentation.IndexOf('\t');
            if (tab >= 0 && indentation.Length < line.Length)
                throw Problem(fixedPlace ?? new Location(file, number, tab + 1), "a tab stands in the indentation: indent with spaces");
        }
    }

    private static string Sentence(YamlException broken) => broken.Message.Split('\n')[0].TrimEnd('.', ' ', '\r');

    private static ConfigurationException Problem(Location where, string message) =>
        new([new ConfigurationProblem(where.File, where.Line, where.Column, "", message)]);
}
