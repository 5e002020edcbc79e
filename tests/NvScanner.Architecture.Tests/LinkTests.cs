using System.Text.RegularExpressions;

namespace NvScanner.Architecture.Tests;

/// <summary>Pages lead to pages that are there.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Every_link_of_a_page_leads_somewhere() => Offenders.AssertNone(
        from page in Repository.Files
        where page.EndsWith(".md", StringComparison.Ordinal)
        from link in Repository.ReadLines(page).SelectMany(line => Link().Matches(line)).Select(m => m.Groups[1].Value)
        where !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('#')
        let target = Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, link.Split('#')[0]))
        where !File.Exists(target) && !Directory.Exists(target)
        select $"{page}: {link}");

    [Fact]
    public void Every_page_of_the_manual_is_in_its_index()
    {
        var index = string.Concat(Repository.ReadLines("docs/README.md"));
        Offenders.AssertNone(Repository.Files.Where(f => f.StartsWith("docs/", StringComparison.Ordinal) && f.EndsWith(".md", StringComparison.Ordinal)
            && f != "docs/README.md" && !f.StartsWith("docs/decisions/", StringComparison.Ordinal) && !index.Contains(f["docs/".Length..], StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
