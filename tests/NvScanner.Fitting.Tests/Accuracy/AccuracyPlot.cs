using System.Text;

namespace NvScanner.Fitting.Tests.Accuracy;

/// <summary>Draws where the fitter degrades: against the bound for lines that stand apart, against their distance for those that do not.</summary>
internal static class AccuracyPlot
{
    private const double Width = 400, Height = 210, Left = 60, Top = 50, GapX = 60, GapY = 30;
    private const double Lowest = 0.9, Highest = 2; // of spread and pulls; what lies beyond is drawn at the edge
    private const double EnoughConverged = 0.05; // fewer say little of spread and pulls

    /// <summary>The plot as SVG, from what is known of each point.</summary>
    public static string Draw(AccuracyPoint[] points, Func<AccuracyPoint, AccuracyResult> known)
    {
        (AccuracyPoint Point, AccuracyResult Result)[] all = [.. points.Select(point => (point, known(point)))];
        StringBuilder svg = new();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Left + 2 * Width + GapX + 20} {Top + 2 * Height + GapY + 50}\" font-family=\"sans-serif\" font-size=\"12\">");
        Add(svg, $"<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        Add(svg, $"<circle cx=\"{Left + 8}\" cy=\"20\" r=\"4\" fill=\"#1f5fa8\"/><text x=\"{Left + 18}\" y=\"24\">errors over their error bars, standard deviation</text>");
        Add(svg, $"<circle cx=\"{Left + 328}\" cy=\"20\" r=\"4\" fill=\"none\" stroke=\"#d1661a\" stroke-width=\"1.5\"/><text x=\"{Left + 338}\" y=\"24\">errors over the Cramér-Rao bound</text>");
        Add(svg, $"<rect x=\"{Left + 568}\" y=\"13\" width=\"14\" height=\"14\" fill=\"#e3f0e3\"/><text x=\"{Left + 588}\" y=\"24\">the goals apply, and are met within 3 %</text>");

        // spectra whose lines stand apart on a grid that is fine enough
        Column(svg, Left, "bound on a centre, in widths", "10⁻³ 10⁻² 10⁻¹ 1 10".Split(' '), [1e-3, 1e-2, 1e-1, 1, 10],
            bound => Math.Log10(bound / 5e-4) / Math.Log10(10 / 5e-4), 5e-4, 0.03,
            all.Where(x => x.Point.StepHz <= x.Point.FwhmHz / 2.9 && (x.Point.LineCount == 1 || x.Point.SplittingHz >= x.Point.FwhmHz)).Select(x => (x.Result.Bound, x.Result)));
        // pairs in the same light, drawn together
        Column(svg, Left + Width + GapX, "distance of the lines, in widths", "0 0.5 1 1.5 2 3 4".Split(' '), [0, 0.5, 1, 1.5, 2, 3, 4],
            distance => (distance + 0.2) / 4.4, 1, 4.2,
            all.Where(x => x.Point is { Model: "lorentzian2", Counts: 2e4, Contrast: 0.15, FwhmHz: 6e6 }).Select(x => (x.Point.SplittingHz / x.Point.FwhmHz, x.Result)));
        Add(svg, $"</svg>");
        return svg.ToString();
    }

    private static void Column(
        StringBuilder svg, double left, string title, string[] labels, double[] ticks, Func<double, double> place, double from, double to,
        IEnumerable<(double At, AccuracyResult Result)> points)
    {
        double X(double at) => left + Width * place(at);
        double Y(double figure) => Top + Height * (Highest - Math.Clamp(figure, Lowest, Highest)) / (Highest - Lowest);
        double second = Top + Height + GapY, bottom = second + Height;
        double Converged(double part) => bottom - Height * (0.05 + 0.9 * part);

        Add(svg, $"<rect x=\"{X(from):0.0}\" y=\"{Y(1.03):0.0}\" width=\"{X(to) - X(from):0.0}\" height=\"{Y(0.97) - Y(1.03):0.0}\" fill=\"#e3f0e3\"/>");
        Add(svg, $"<rect x=\"{X(from):0.0}\" y=\"{second}\" width=\"{X(to) - X(from):0.0}\" height=\"{Height}\" fill=\"#e3f0e3\"/>");
        for (int i = 0; i < ticks.Length; i++)
            Add(svg, $"<path d=\"M{X(ticks[i]):0.0} {Top}V{Top + Height}M{X(ticks[i]):0.0} {second}V{bottom}\" stroke=\"#ddd\"/><text x=\"{X(ticks[i]):0.0}\" y=\"{bottom + 16}\" text-anchor=\"middle\">{labels[i]}</text>");
        foreach (double tick in (double[])[1, 1.2, 1.4, 1.6, 1.8, 2])
            Add(svg, $"<path d=\"M{left} {Y(tick):0.0}H{left + Width}\" stroke=\"#ddd\"/><text x=\"{left - 6}\" y=\"{Y(tick) + 4:0.0}\" text-anchor=\"end\">{(tick == Highest ? "≥ " : "")}{tick:0.0}</text>");
        foreach (double tick in (double[])[0, 0.5, 1])
            Add(svg, $"<path d=\"M{left} {Converged(tick):0.0}H{left + Width}\" stroke=\"#ddd\"/><text x=\"{left - 6}\" y=\"{Converged(tick) + 4:0.0}\" text-anchor=\"end\">{100 * tick:0} %</text>");
        Add(svg, $"<rect x=\"{left}\" y=\"{Top}\" width=\"{Width}\" height=\"{Height}\" fill=\"none\" stroke=\"#555\"/><rect x=\"{left}\" y=\"{second}\" width=\"{Width}\" height=\"{Height}\" fill=\"none\" stroke=\"#555\"/>");
        Add(svg, $"<text x=\"{left + Width / 2}\" y=\"{bottom + 36}\" text-anchor=\"middle\">{title}</text><text x=\"{left + 8}\" y=\"{second + 60}\">spectra with a usable result</text>");

        foreach ((double at, AccuracyResult result) in points)
        {
            Add(svg, $"<circle cx=\"{X(at):0.0}\" cy=\"{Converged(result.Converged):0.0}\" r=\"4\" fill=\"#444\"/>");
            if (result.Converged < EnoughConverged)
                continue;
            Add(svg, $"<circle cx=\"{X(at):0.0}\" cy=\"{Y(result.Pull):0.0}\" r=\"4\" fill=\"#1f5fa8\"/>");
            if (double.IsFinite(result.Spread))
                Add(svg, $"<circle cx=\"{X(at):0.0}\" cy=\"{Y(result.Spread):0.0}\" r=\"5.5\" fill=\"none\" stroke=\"#d1661a\" stroke-width=\"1.5\"/>");
        }
    }

    private static void Add(StringBuilder svg, FormattableString line) => svg.Append(FormattableString.Invariant(line)).Append('\n');
}
