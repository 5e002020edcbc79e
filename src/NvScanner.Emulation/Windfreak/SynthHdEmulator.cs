using System.Globalization;
using NvScanner.Emulation.Hosting;

namespace NvScanner.Emulation.Windfreak;

/// <summary>A Windfreak SynthHD v2: a parser of single letters for two channels, silent about what it does not understand; values beyond its ranges stay at their ends.</summary>
public sealed class SynthHdEmulator : ITextInstrument
{
    private readonly Channel[] _channels = [new(), new()];
    private int _selected;

    /// <inheritdoc />
    public string Terminator => "\n";

    /// <summary>Whether the first trigger after g1 selects the start of the sweep; else it leaves it.</summary>
    public bool FirstTriggerSelectsFirst { get; init; }

    /// <summary>Highest calibrated power in dBm; more is not reached, and only the query V tells.</summary>
    public double ReachableDbm { get; set; } = 18;

    /// <summary>Frequency at the connector of a channel in Hz.</summary>
    public double FrequencyHz(int channel) => 1e6 * _channels[channel].OutputMegahertz;

    /// <summary>Power at the connector of a channel in dBm, null when it is off.</summary>
    public double? PowerDbm(int channel) => _channels[channel] is { } c && c['h'] == 1 && c['r'] == 1 && c['E'] == 1 ? Math.Min(c['W'], ReachableDbm) : null;

    /// <summary>An edge at the trigger input, which both channels have in common.</summary>
    public void Trigger()
    {
        foreach (var channel in _channels) channel.Step(FirstTriggerSelectsFirst);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Take(string line)
    {
        List<string> replies = [];
        for (var at = 0; at < line.Length;)
        {
            var command = line[at++];
            if (command is '+' or '-' or 'p' or 'V' or 'z')
            {
                replies.Add(Report(command));
                continue;
            }
            if (at < line.Length && line[at] == '?')
            {
                at++;
                replies.Add(command == 'C' ? Text(_selected) : _channels[_selected].Ask(command));
                continue;
            }
            var end = at;
            while (end < line.Length && (char.IsAsciiDigit(line[end]) || line[end] == '.' || (end == at && line[end] is '-' or '+'))) end++;
            if (double.TryParse(line.AsSpan(at, end - at), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            {
                if (command == 'C') _selected = value == 1 ? 1 : 0;
                else if (command == 'v') replies.Add(value switch { 0 => "Firmware Version 3.31", 1 => "Hardware Version 2.06", _ => "HD" });
                else _channels[_selected].Set(command, value);
            }
            at = end;
        }
        return replies;
    }

    private string Report(char command) => command switch
    {
        '+' => "WFT SynthHD 2043",
        '-' => "2043",
        'p' => _channels[_selected]['E'] == 1 ? "1" : "0",
        'V' => _channels[_selected]['W'] <= ReachableDbm ? "1" : "0",
        _ => "41.5",
    };

    private static string Text(double value) => value.ToString("0.########", CultureInfo.InvariantCulture);

    private sealed class Channel
    {
        private readonly Dictionary<char, double> _values = new()
        {
            ['f'] = 1000, ['W'] = 0, ['h'] = 1, ['r'] = 1, ['E'] = 1, ['l'] = 1000, ['u'] = 2000, ['s'] = 100, ['t'] = 10, ['['] = 0, [']'] = 0, ['^'] = 1, ['X'] = 0, ['c'] = 0, ['g'] = 0, ['w'] = 0, ['x'] = 1,
        };

        private bool _waits;

        public double OutputMegahertz { get; private set; } = 1000;

        public double this[char command] => _values[command];

        public string Ask(char command) => command switch
        {
            'f' or 'l' or 'u' or 's' => _values[command].ToString("F8", CultureInfo.InvariantCulture),
            'W' or '[' or ']' => _values[command].ToString("F3", CultureInfo.InvariantCulture),
            _ => _values.TryGetValue(command, out var value) ? Text(value) : "",
        };

        public void Set(char command, double value)
        {
            if (!_values.ContainsKey(command)) return;
            _values[command] = command switch
            {
                'f' or 'l' or 'u' => Math.Clamp(Math.Round(value, 7), 10, 15_000),
                'W' or '[' or ']' => Math.Clamp(value, -70, 20),
                't' => Math.Clamp(value, 4, 10_000),
                _ => value,
            };
            if (command == 'f') OutputMegahertz = _values['f'];
            if (command == 'g' && value == 1) (OutputMegahertz, _waits) = (_values['l'], true);
        }

        public void Step(bool firstSelects)
        {
            if (_values['g'] != 1 || _values['w'] != 2) return;
            if (_waits && firstSelects)
            {
                _waits = false;
                return;
            }
            _waits = false;
            var next = OutputMegahertz + _values['s'];
            if (next <= _values['u'] + 1e-7) OutputMegahertz = next;
            else if (_values['c'] == 1) OutputMegahertz = _values['l'];
        }
    }
}
