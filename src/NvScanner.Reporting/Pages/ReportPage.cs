using System.Globalization;
using NvScanner.Abstractions.Runs;
using NvScanner.Reporting.Figures;
using NvScanner.Reporting.Maps;

namespace NvScanner.Reporting.Pages;

/// <summary>Writes a report as one HTML page that needs nothing else: no script, no font, no address.</summary>
public static class ReportPage
{
    private const int MostEvents = 200;
    private static readonly string Style = ReadStyle();

    /// <summary>The page; the same content gives the same text.</summary>
    public static string Render(ReportContent content)
    {
        var html = new HtmlBuilder();
        html.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Raw("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"NvScanner\">\n")
            .Text("title", $"{content.Title} - NvScanner report")
            .Raw($"<style>\n{Style}</style>\n</head>\n<body>\n<main>\n");
        Header(html, content);
        Maps(html, content);
        Cell(html, content.Cell);
        Spectra(html, content);
        Quality(html, content);
        Conduct(html, content);
        Events(html, content.Events);
        Provenance(html, content);
        return html.Raw("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Header(HtmlBuilder html, ReportContent content)
    {
        var word = content.IsInterrupted ? "interrupted" : content.State.ToString().ToLowerInvariant();
        html.Open("header").Open("h1").Raw(HtmlBuilder.Escape(content.Title)).Raw(" ")
            .Text("span", word, $"state state-{(content.IsMostlyFlagged && content.State == RunState.Completed ? "doubtful" : word)}").Close("h1")
            .Text("p", content.Summary, "summary").Open("dl", "figures");
        foreach (var fact in content.KeyFigures)
        {
            html.Open("div").Text("dt", fact.Name).Text("dd", fact.Value);
            if (fact.Note.Length > 0)
                html.Text("dd", fact.Note, "note");
            html.Close("div");
        }

        html.Close("dl");
        if (content.Warnings.Count > 0)
        {
            html.Raw("<div class=\"warning\" role=\"note\">").Text("strong", "Read this first").Open("ul");
            foreach (var warning in content.Warnings)
                html.Text("li", warning);
            html.Close("ul").Close("div");
        }

        html.Close("header");
    }

    private static void Maps(HtmlBuilder html, ReportContent content)
    {
        html.Open("section").Text("h2", "Maps").Open("div", "grid maps");
        Figure(html, content.MainMap, "main");
        foreach (var map in content.Maps)
            Figure(html, map);
        html.Close("div");
        if (content.Frames.Count > 0)
        {
            html.Text("h3", "The field, frame by frame").Open("div", "grid maps");
            foreach (var frame in content.Frames)
                Figure(html, frame);
            html.Close("div");
        }

        foreach (var note in content.Notes)
            html.Text("p", note, "note");
        html.Close("section");
    }

    private static void Cell(HtmlBuilder html, CellLogFigure? cell)
    {
        if (cell is null)
            return;
        html.Open("section").Text("h2", "Cell").Open("div", "grid spectra");
        Figure(html, cell);
        html.Close("div").Close("section");
    }

    private static void Spectra(HtmlBuilder html, ReportContent content)
    {
        html.Open("section").Text("h2", "Spectra");
        if (content.Spectra.Count == 0)
            html.Text("p", "No pixel has been fitted.");
        html.Open("div", "grid spectra");
        foreach (var spectrum in content.Spectra)
            Figure(html, spectrum);
        html.Close("div").Close("section");
    }

    private static void Quality(HtmlBuilder html, ReportContent content)
    {
        html.Open("section").Text("h2", "Quality of the fits").Open("div", "grid quality");
        foreach (var histogram in content.Histograms)
            Figure(html, histogram);
        var total = content.Reasons.Sum(r => r.Pixels);
        html.Table("Pixels by reason", ["reason", "pixels", "share"], content.Reasons.Select(r => new[]
        {
            ReasonColours.NameOf(r.Reason),
            r.Pixels.ToString(CultureInfo.InvariantCulture),
            SiScale.Fixed(100.0 * r.Pixels / total, 2) + " %",
        }), "numbers");
        html.Close("div").Close("section");
    }

    private static void Conduct(HtmlBuilder html, ReportContent content) =>
        html.Open("section").Text("h2", "Plan and conduct")
            .Table("What was asked for and what was done", [], content.Plan.Select(f => new[] { f.Name, f.Value, f.Note }), "facts")
            .Close("section");

    private static void Events(HtmlBuilder html, IReadOnlyList<RunEvent> events)
    {
        html.Open("section").Text("h2", "Events");
        if (events.Count == 0)
            html.Text("p", "None was recorded.");
        else
        {
            var caption = events.Count <= MostEvents ? $"{events.Count} {(events.Count == 1 ? "event" : "events")}" : $"The last {MostEvents} of {events.Count} events";
            html.Table(caption, ["time", "level", "code", "what happened"], events.TakeLast(MostEvents).Select(e => new[]
            {
                SiScale.Fixed(e.TimeSeconds, 1) + " s", e.Level.ToString().ToLowerInvariant(), e.Code, e.Text,
            }), "facts events");
        }

        html.Close("section");
    }

    private static void Provenance(HtmlBuilder html, ReportContent content)
    {
        html.Open("section").Text("h2", "Provenance")
            .Table("Identity and versions", [], content.Provenance.Select(f => new[] { f.Name, f.Value }));
        Document(html, "Plan, as it was run", content.PlanText);
        Document(html, "Profile, secrets removed", content.ProfileText);
        html.Close("section");
    }

    private static void Document(HtmlBuilder html, string name, string text)
    {
        if (text.Length > 0)
            html.Open("details").Text("summary", name).Text("pre", text).Close("details");
    }

    private static void Figure(HtmlBuilder html, IFigure figure, string cssClass = "") =>
        html.Open("figure", cssClass).Text("h3", figure.Name).Raw(figure.ToSvg())
            .Text("figcaption", figure.Description + ".").Close("figure");

    private static string ReadStyle()
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream("NvScanner.Reporting.Pages.report.css")
            ?? throw new InvalidOperationException("the style sheet is not in the assembly: build NvScanner.Reporting anew");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
