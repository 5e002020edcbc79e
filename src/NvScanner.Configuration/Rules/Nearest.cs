namespace NvScanner.Configuration.Rules;

/// <summary>Finds the word that was probably meant.</summary>
internal static class Nearest
{
    /// <summary>", did you mean 'size'?" or nothing.</summary>
    public static string Hint(string written, IEnumerable<string> known) =>
        Find(written, known) is { } word ? $", did you mean '{word}'?" : "";

    /// <summary>The known word at the smallest distance within <see cref="Reach"/>; null when none is near.</summary>
    public static string? Find(string written, IEnumerable<string> known)
    {
        if (written.Length > 100)
            return null;
        var normal = Normal(written);
        return known
            .Select(word => (Word: word, Distance: Distance(normal, Normal(word))))
            .Where(candidate => candidate.Distance <= Reach(candidate.Word.Length))
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Word)
            .FirstOrDefault();
    }

    /// <summary>Edits that may separate a typing error from a word: a third of its letters, but two from five letters on.</summary>
    private static int Reach(int letters) => letters switch { < 3 => 0, < 5 => 1, < 7 => 2, _ => letters / 3 };

    private static string Normal(string word) => word.Replace('_', '-').Replace(' ', '-').ToLowerInvariant();

    /// <summary>Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours (Damerau 1964).</summary>
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
