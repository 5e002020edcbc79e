using System.Text;
using NvScanner.Configuration.Rules;

namespace NvScanner.Configuration.Reference;

/// <summary>Writes the reference page of a document's keys in Markdown.</summary>
internal static class ReferencePage
{
    /// <summary>The page: an introduction and one table per section, outer sections first.</summary>
    public static string Write(string title, string introduction, SectionRule root)
    {
        var page = new StringBuilder();
        page.Append("# ").Append(title).Append("\n\n").Append("<!-- Written by NvScanner.Configuration from its own table of keys; a test compares. -->\n\n").Append(introduction).Append('\n');
        foreach (var section in Walk(root).Distinct())
            WriteSection(page, section);
        return page.ToString();
    }

    private static IEnumerable<SectionRule> Walk(SectionRule section) =>
        section.Keys.SelectMany(key => key.Rule.Sections).SelectMany(Walk).Prepend(section);

    private static void WriteSection(StringBuilder page, SectionRule section)
    {
        page.Append("\n## `").Append(section.Title).Append("`\n\n| key | value | default | meaning |\n|---|---|---|---|\n");
        foreach (var key in section.Keys)
        {
            var standard = key.Required ? "required" : key.DefaultText is null ? "" : $"`{key.DefaultText}`";
            page.Append("| `").Append(key.Name).Append("` | ").Append(Cell(key.Rule.Phrase)).Append(" | ").Append(Cell(standard)).Append(" | ").Append(Cell(key.Description)).Append(" |\n");
        }

        var refused = section.Keys
            .Where(key => key.Rule.LaterWords.Count > 0)
            .Select(key => $"- `{key.Name}`: {string.Join(", ", key.Rule.LaterWords)}.\n")
            .Concat(section.Later.Select(later => $"- `{later.Name}`: {later.What} not available; {later.Instead}.\n"))
            .ToArray();
        if (refused.Length > 0)
            page.Append("\nKnown but refused by this version:\n\n").AppendJoin("", refused);
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
