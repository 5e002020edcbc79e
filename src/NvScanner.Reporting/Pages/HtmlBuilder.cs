using System.Net;
using System.Text;

namespace NvScanner.Reporting.Pages;

/// <summary>Writes HTML; every text and attribute value is escaped, only <see cref="Raw"/> is not.</summary>
internal sealed class HtmlBuilder
{
    private readonly StringBuilder _html = new();

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    public HtmlBuilder Raw(string html)
    {
        _html.Append(html);
        return this;
    }

    public HtmlBuilder Text(string tag, string text, string cssClass = "")
    {
        Open(tag, cssClass);
        _html.Append(Escape(text));
        return Close(tag);
    }

    public HtmlBuilder Open(string tag, string cssClass = "")
    {
        _html.Append('<').Append(tag);
        if (cssClass.Length > 0)
            _html.Append(" class=\"").Append(Escape(cssClass)).Append('"');
        _html.Append('>');
        return this;
    }

    public HtmlBuilder Close(string tag)
    {
        _html.Append("</").Append(tag).Append(">\n");
        return this;
    }

    /// <summary>A table whose first column heads its rows.</summary>
    public HtmlBuilder Table(string caption, IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows, string cssClass = "")
    {
        Open("table", cssClass).Text("caption", caption);
        if (headers.Count > 0)
        {
            _html.Append("<thead><tr>");
            foreach (var header in headers)
                _html.Append("<th scope=\"col\">").Append(Escape(header)).Append("</th>");
            _html.Append("</tr></thead>\n");
        }

        Open("tbody");
        foreach (var row in rows)
        {
            _html.Append("<tr><th scope=\"row\">").Append(Escape(row[0])).Append("</th>");
            foreach (var cell in row.Skip(1))
                _html.Append("<td>").Append(Escape(cell)).Append("</td>");
            _html.Append("</tr>\n");
        }

        return Close("tbody").Close("table");
    }

    public override string ToString() => _html.ToString();
}
