using System.Globalization;
using NvScanner.Emulation.Hosting;

namespace NvScanner.Emulation.StanfordResearch;

/// <summary>A Stanford Research Systems SG384: four-letter commands, silent clipping of powers, an error buffer, and a list that takes a step per trigger, the first of which selects index 0.</summary>
public sealed class Sg384Emulator : ITextInstrument
{
    private const double LowestHz = 950e3;
    private const double HighestHz = 4.05e9;
    private readonly string _identity;
    private readonly Queue<int> _errors = new();
    private readonly Dictionary<string, double> _settings = new(StringComparer.Ordinal);
    private double[][] _list = [];
    private bool _listEnabled;
    private int _index = -1;

    /// <summary>Creates the instrument as it is after being switched on.</summary>
    public Sg384Emulator(string serial = "s/n002001", string firmware = "ver1.24.26")
    {
        _identity = $"Stanford Research Systems,SG384,{serial},{firmware}";
        Reset();
        (_settings["ENBL"], _settings["ENBR"]) = (1, 0);
    }

    /// <inheritdoc />
    public string Terminator => "\r\n";

    /// <summary>Frequency at the connector in Hz.</summary>
    public double FrequencyHz => _settings["FREQ"];

    /// <summary>Power at the type-N connector in dBm, or null when it is off.</summary>
    public double? PowerDbm => _settings["ENBR"] == 1 ? Clip(_settings["AMPR"]) : null;

    /// <summary>Points of the list.</summary>
    public int ListLength => _list.Length;

    /// <summary>A rising edge at the rear trigger: takes the list's next step, from its end to its start.</summary>
    public void Trigger()
    {
        if (!_listEnabled || _list.Length == 0) return;
        _index = (_index + 1) % _list.Length;
        if (!double.IsNaN(_list[_index][0])) _settings["FREQ"] = _list[_index][0];
        if (!double.IsNaN(_list[_index][4])) _settings["AMPR"] = _list[_index][4];
    }

    /// <summary>The mains fail and come back: defaults, outputs as after being switched on.</summary>
    public void PowerCycle()
    {
        Reset();
        _settings["ENBL"] = 1;
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Take(string line)
    {
        List<string> replies = [];
        foreach (var command in line.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Execute(command) is { } reply) replies.Add(reply);
        }
        // replies of one line leave together, separated by semicolons
        return replies.Count == 0 ? [] : [string.Join(';', replies)];
    }

    private string? Execute(string command)
    {
        var length = command.StartsWith('*') ? 4 : Math.Min(4, command.Length);
        if (command.Length < length) return Fail(126);
        var name = command[..length].ToUpperInvariant();
        var rest = command[length..].Trim();
        return rest.StartsWith('?') ? Query(name, rest[1..].Trim()) : Set(name, rest);
    }

    private string? Query(string name, string argument)
    {
        switch (name)
        {
            case "*IDN": return _identity;
            case "*OPC": return "1";
            case "LERR": return Text(_errors.TryDequeue(out var error) ? error : 0);
            case "LSTS": return Text(_list.Length);
            case "LSTI": return Text(Math.Max(0, _index));
            case "LSTE": return _listEnabled ? "1" : "0";
            case "LSTC":
                if (!int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var points) || points is < 1 or > 2000) return "0";
                (_list, _index) = ([.. Enumerable.Range(0, points).Select(_ => Unchanged())], -1);
                return "1";
            case "LSTP":
                return int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var point) && point < _list.Length
                    ? string.Join(',', _list[point].Select(v => double.IsNaN(v) ? "N" : v.ToString("R", CultureInfo.InvariantCulture)))
                    : Fail(10);
            case "FREQ": return _settings[name].ToString("F6", CultureInfo.InvariantCulture);
            case "AMPR": return Clip(_settings[name]).ToString("F2", CultureInfo.InvariantCulture);
            default: return _settings.TryGetValue(name, out var value) ? value.ToString("0.######", CultureInfo.InvariantCulture) : Fail(112);
        }
    }

    private string? Set(string name, string argument)
    {
        switch (name)
        {
            case "*RST":
                Reset();
                return null;
            case "*CLS":
                _errors.Clear();
                return null;
            case "*TRG":
                Trigger();
                return null;
            case "LSTD":
                (_list, _index, _listEnabled) = ([], -1, false);
                return null;
            case "LSTR":
                _index = -1;
                return null;
            case "LSTE":
                if (argument is not ("0" or "1")) return Fail(10);
                if (argument == "1" && _list.Length == 0) return Fail(12);
                (_listEnabled, _index) = (argument == "1", -1);
                return null;
            case "LSTP": return SetPoint(argument);
        }

        if (!_settings.ContainsKey(name)) return Fail(111);
        if (argument.Length == 0) return Fail(116);
        if (Number(argument, out var value) is { } code) return Fail(code);
        switch (name)
        {
            case "FREQ" when value is < LowestHz or > HighestHz:
            case "ENBR" or "ENBL" or "MODL" when value is not (0 or 1):
            case "AMPR" when value is < -110 or > 16.5:
                return Fail(10);
            default:
                _settings[name] = name == "FREQ" ? Math.Round(value * 1e6) / 1e6 : value;
                return null;
        }
    }

    private string? SetPoint(string argument)
    {
        var fields = argument.Split(',', StringSplitOptions.TrimEntries);
        if (fields.Length != 16) return Fail(fields.Length < 16 ? 116 : 115);
        if (!int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= _list.Length) return Fail(10);
        var point = Unchanged();
        for (var field = 0; field < 15; field++)
        {
            if (fields[field + 1].Equals("N", StringComparison.OrdinalIgnoreCase)) continue;
            if (Number(fields[field + 1], out point[field]) is { } code) return Fail(code);
        }
        if (point[0] is < LowestHz or > HighestHz) return Fail(10);
        _list[index] = point;
        return null;
    }

    // above 3 GHz less power is to be had; what is asked for and what is emitted then differ without a word
    private double Clip(double dbm) => Math.Min(dbm, FrequencyHz <= 3e9 ? 16.5 : 16.5 - (3.5 * (FrequencyHz - 3e9) / 1e9));

    private string? Fail(int code)
    {
        if (_errors.Count < 20) _errors.Enqueue(code);
        return null;
    }

    private void Reset()
    {
        _settings.Clear();
        foreach (var (name, value) in new (string, double)[] { ("FREQ", 10e6), ("AMPR", 0), ("AMPL", 0), ("AMPH", 0), ("ENBR", 0), ("ENBH", 0), ("ENBL", 1), ("PHAS", 0), ("MODL", 0), ("TYPE", 1), ("MFNC", 0), ("FDEV", 1e3), ("RATE", 1e3) })
            _settings[name] = value;
        (_list, _listEnabled, _index) = ([], false, -1);
    }

    private static double[] Unchanged() => [.. Enumerable.Repeat(double.NaN, 15)];

    private static int? Number(string text, out double value)
    {
        var factor = 1.0;
        foreach (var (unit, times) in new[] { ("GHZ", 1e9), ("MHZ", 1e6), ("KHZ", 1e3), ("HZ", 1.0) })
        {
            if (!text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)) continue;
            (text, factor) = (text[..^unit.Length].Trim(), times);
            break;
        }
        var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        value *= factor;
        return isNumber && double.IsFinite(value) ? null : 118;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
