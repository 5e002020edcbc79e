using System.Globalization;
using System.Text.RegularExpressions;

namespace NvScanner.Emulation.Scpi;

/// <summary>
/// The commands of an emulated SCPI instrument: long and short forms, optional nodes, several commands per line with the path kept between them, an error queue
/// (SCPI-99, chapters 6 and 21). Patterns are written as manuals write them: `[SOURce:]FREQuency`, with `#` where a number may stand.
/// </summary>
public sealed class ScpiCommandSet
{
    private readonly List<(Regex Header, bool IsQuery, Func<string, string?> Handler)> _commands = [];
    private readonly Queue<(int Code, string Text)> _errors = new();
    private readonly string _suffix;

    /// <summary>A set with the common commands and the error queue.</summary>
    /// <param name="identity">What it answers to *IDN?.</param>
    /// <param name="errorSuffix">What stands behind the text of every error, as some makers add times and counts.</param>
    public ScpiCommandSet(string identity, string errorSuffix = "")
    {
        _suffix = errorSuffix;
        Query("*IDN", _ => identity);
        Query("*OPC", _ => "1");
        Set("*CLS", _ => _errors.Clear());
        Query("SYSTem:ERRor[:NEXT]", _ => Entry(_errors.TryDequeue(out var error) ? error : (0, "No error")));
        Query("SYSTem:ERRor:COUNt", _ => Text(_errors.Count));
    }

    /// <summary>Adds a command without reply.</summary>
    public void Set(string pattern, Action<string> handler) => _commands.Add((Header(pattern), false, argument =>
    {
        handler(argument);
        return null;
    }));

    /// <summary>Adds a query; a null reply is none.</summary>
    public void Query(string pattern, Func<string, string?> handler) => _commands.Add((Header(pattern), true, handler));

    /// <summary>Adds a number that can be set within a range and asked for; outside it, an error is queued and nothing changes.</summary>
    public void Number(string pattern, Func<double> get, Action<double> set, double minimum, double maximum, string format = "R")
    {
        Set(pattern, argument =>
        {
            if (!TryNumber(argument, out var value)) return;
            if (value >= minimum && value <= maximum) set(value);
            else Fail(-222, "Parameter data out of range");
        });
        Query(pattern, _ => get().ToString(format, CultureInfo.InvariantCulture));
    }

    /// <summary>Adds a switch: 0, 1, OFF, ON; it answers 0 or 1.</summary>
    public void Switch(string pattern, Func<bool> get, Action<bool> set)
    {
        Set(pattern, argument =>
        {
            if (argument.ToUpperInvariant() is not ("0" or "1" or "ON" or "OFF")) Fail(-224, "Illegal parameter value");
            else set(argument.ToUpperInvariant() is "1" or "ON");
        });
        Query(pattern, _ => get() ? "1" : "0");
    }

    /// <summary>Adds a choice of words, given as manuals write them (`IMMediate`); it answers the short form.</summary>
    public void Choice(string pattern, Func<string> get, Action<string> set, params string[] words)
    {
        Set(pattern, argument =>
        {
            if (words.FirstOrDefault(w => Header(w).IsMatch(argument.Trim())) is { } word) set(Short(word));
            else Fail(-224, "Illegal parameter value");
        });
        Query(pattern, _ => get());
    }

    /// <summary>Reads a number with a unit Hz, kHz, MHz, GHz or none; queues an error when it is none.</summary>
    public bool TryNumber(string text, out double value)
    {
        text = text.Trim();
        var factor = 1.0;
        foreach (var (unit, times) in new[] { ("GHZ", 1e9), ("MHZ", 1e6), ("KHZ", 1e3), ("HZ", 1.0), ("DBM", 1.0) })
        {
            if (!text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)) continue;
            (text, factor) = (text[..^unit.Length].Trim(), times);
            break;
        }
        if (text.Length == 0) Fail(-109, "Missing parameter");
        else if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value))
        {
            value *= factor;
            return true;
        }
        else Fail(-104, "Data type error");
        value = 0;
        return false;
    }

    /// <summary>Queues an error; the queue holds thirty, then says that it overflows.</summary>
    public void Fail(int code, string text)
    {
        if (_errors.Count < 30) _errors.Enqueue((code, text));
        else if (_errors.Count == 30) _errors.Enqueue((-350, "Queue overflow"));
    }

    /// <summary>Takes one line; the replies of its queries leave together, separated by semicolons.</summary>
    public IReadOnlyList<string> Take(string line)
    {
        List<string> replies = [];
        var path = "";
        foreach (var command in line.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var space = command.IndexOf(' ', StringComparison.Ordinal);
            var header = (space < 0 ? command : command[..space]).Trim();
            var argument = space < 0 ? "" : command[(space + 1)..].Trim();
            var isQuery = header.EndsWith('?');
            if (isQuery) header = header[..^1];
            if (!header.StartsWith('*'))
            {
                header = header.StartsWith(':') ? header[1..] : path + header;
                path = header[..(header.LastIndexOf(':') + 1)];
            }
            var known = _commands.FirstOrDefault(c => c.IsQuery == isQuery && c.Header.IsMatch(header));
            if (known.Handler is null) Fail(-113, "Undefined header");
            else if (known.Handler(argument) is { } reply) replies.Add(reply);
        }
        return replies.Count == 0 ? [] : [string.Join(';', replies)];
    }

    // "[SOURce:]FREQuency" becomes ^(?:SOUR(?:CE)?:)?FREQ(?:UENCY)?$
    private static Regex Header(string pattern)
    {
        var nodes = Regex.Replace(Regex.Escape(pattern).Replace("\\[", "(?:", StringComparison.Ordinal).Replace("]", ")?", StringComparison.Ordinal), "([A-Z]+)([a-z]+)", "$1(?:$2)?");
        return new Regex("^" + nodes.Replace("\\#", "\\d*", StringComparison.Ordinal) + "$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    private static string Short(string word) => string.Concat(word.Where(c => !char.IsAsciiLetterLower(c)));

    private string Entry((int Code, string Text) error) => string.Create(CultureInfo.InvariantCulture, $"{error.Code},\"{error.Text}{_suffix}\"");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
