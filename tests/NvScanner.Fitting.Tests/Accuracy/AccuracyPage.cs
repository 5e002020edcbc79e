using System.Globalization;
using NvScanner.Fitting.Tests.Support;

namespace NvScanner.Fitting.Tests.Accuracy;

/// <summary>The measured figures as a table of docs/explanation/fitting-accuracy.md, and its plot.</summary>
internal static class AccuracyPage
{
    private const string Page = "docs/explanation/fitting-accuracy.md";
    private const string Plot = "docs/images/fitting-accuracy.svg";
    private const string Head = """
        | # | model | counts | contrast, % | width, MHz | distance, MHz | step, MHz | bound / width | goals apply | usable, % | else | bias | spread | pulls | beyond 5, ‰ |
        |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|

        """;
    private const int Described = 8; // cells before the figures, with an empty one before the first bar
    private const string None = "-";

    /// <summary>Set to measure and write table and plot instead of comparing: NVSCANNER_WRITE_REFERENCE=1 dotnet test tests/NvScanner.Fitting.Tests --filter AccuracyTests.</summary>
    public static bool Write { get; } = Environment.GetEnvironmentVariable("NVSCANNER_WRITE_REFERENCE") == "1";

    private static readonly Lazy<Dictionary<int, AccuracyResult>> Rows = new(() =>
    {
        if (Write)
            WriteAll();
        return AccuracyGrid.Points.ToDictionary(point => point.Number, Parse);
    });

    /// <summary>What the page says of a point.</summary>
    public static AccuracyResult Of(AccuracyPoint point) => Rows.Value[point.Number];

    /// <summary>The plot as checked in.</summary>
    public static string WrittenPlot() => File.ReadAllText(Repository.PathOf(Plot)).ReplaceLineEndings("\n");

    private static void WriteAll()
    {
        string page = Read(), table = Head.ReplaceLineEndings("\n") + string.Concat(AccuracyGrid.Points.Select(point => Row(point, AccuracyMeasurement.Of(point)) + "\n"));
        int start = page.IndexOf("| # |", StringComparison.Ordinal), end = page.LastIndexOf("|\n", StringComparison.Ordinal) + 2;
        File.WriteAllText(Repository.PathOf(Page), page[..start] + table + page[end..]);
        File.WriteAllText(Repository.PathOf(Plot), AccuracyPlot.Draw(AccuracyGrid.Points, Parse));
    }

    private static string Read() => File.ReadAllText(Repository.PathOf(Page)).ReplaceLineEndings("\n");

    private static string Row(AccuracyPoint point, AccuracyResult result) => Description(point) + FormattableString.Invariant(
        $"{Text(result.Bound, "0.0000")} | {(result.IsAsymptotic ? "yes" : "")} | {100 * result.Converged:0.00} | {result.Otherwise} | {Text(result.Bias, "0.000")} | {Text(result.Spread, "0.000")} | {Text(result.Pull, "0.000")} | {1000 * result.Beyond:0.00} |");

    private static string Description(AccuracyPoint point) => FormattableString.Invariant(
        $"| {point.Number} | {point.Model} | {point.Counts:0} | {100 * point.Contrast:0} | {point.FwhmHz / 1e6:0.0} | {(point.LineCount == 1 ? None : $"{point.SplittingHz / 1e6:0.0}")} | {point.StepHz / 1e6:0.000} | ");

    private static AccuracyResult Parse(AccuracyPoint point)
    {
        string description = Description(point);
        string[] found = [.. Read().Split('\n').Where(line => line.StartsWith(description, StringComparison.Ordinal))];
        if (found.Length != 1)
            throw new InvalidDataException($"{Page} has {found.Length} rows '{description}': write it anew with NVSCANNER_WRITE_REFERENCE=1 dotnet test tests/NvScanner.Fitting.Tests --filter AccuracyTests");
        string[] cells = [.. found[0].Split('|').Select(cell => cell.Trim()).Skip(Described)];
        return new AccuracyResult(Number(cells[0]), cells[1] == "yes", Number(cells[2]) / 100, Number(cells[4]), Number(cells[5]), Number(cells[6]), Number(cells[7]) / 1000, cells[3].Length == 0 ? null : Enum.Parse<FitReason>(cells[3]));
    }

    private static string Text(double value, string format) => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : None;

    private static double Number(string cell) => cell == None ? double.NaN : double.Parse(cell, CultureInfo.InvariantCulture);
}
