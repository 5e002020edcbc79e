using Spectre.Console;

namespace NvScanner.Cli.Terminal;

/// <summary>Tables in the program's style; every text is taken literally, never as markup.</summary>
internal static class Tables
{
    /// <summary>A table with these column heads.</summary>
    public static Table WithColumns(params string[] heads)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var head in heads)
            table.AddColumn(new TableColumn(new Text(head)));
        return table;
    }

    /// <summary>A table of two columns without heads: what, and its value.</summary>
    public static Table OfFacts(IEnumerable<(string Name, string Value)> facts)
    {
        var table = WithColumns("", "");
        table.ShowHeaders = false;
        foreach (var (name, value) in facts)
            table.AddLiteralRow(name, value);
        return table;
    }

    /// <summary>Adds a row of literal texts.</summary>
    public static void AddLiteralRow(this Table table, params string[] cells) =>
        table.AddRow(cells.Select(c => new Text(c)));
}
