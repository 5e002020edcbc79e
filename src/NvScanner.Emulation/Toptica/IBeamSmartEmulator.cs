using System.Globalization;
using NvScanner.Emulation.Hosting;

namespace NvScanner.Emulation.Toptica;

/// <summary>A Toptica iBeam smart of 100 mW: a console that echoes and prompts until it is told not to, channels, and light only when laser and channel are on.</summary>
public sealed class IBeamSmartEmulator : ITextInstrument
{
    private const double MaximumMicrowatts = 100_000;
    private readonly bool[] _enabled = [false, true, false, false, false, false]; // by channel; after power-on channel 1 is on
    private readonly double[] _microwatts = [0, 500, 0, 0, 0, 0];
    private bool _on;
    private bool _echoes = true, _prompts = true;

    /// <inheritdoc />
    public string Terminator => "\r\n";

    /// <summary>Whether the interlock is closed; else the laser stays dark without an error, and comes on by itself once it closes.</summary>
    public bool InterlockClosed { get; set; } = true;

    /// <summary>Whether the TTL input gates the light.</summary>
    public bool IsGated { get; private set; }

    /// <summary>Light that leaves the head while the gate is high, in W.</summary>
    public double Watts => _on && InterlockClosed ? 1e-6 * Enumerable.Range(1, 5).Sum(c => _enabled[c] ? _microwatts[c] : 0) : 0;

    /// <summary>Switches on what another program left on.</summary>
    public void LeaveOn() => _on = _enabled[1] = true;

    /// <summary>Switches a channel on and leaves the laser as it is.</summary>
    public void LeaveChannelOn() => _enabled[1] = true;

    /// <inheritdoc />
    public IReadOnlyList<string> Take(string line)
    {
        var command = line.Trim();
        var (echo, prompt) = (_echoes ? command + "\r\n" : "", _prompts);
        var data = Answer(command.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        // a blank line first, [OK] last, also after an error; in the end the prompt, without a line end of its own
        return [$"{echo}\r\n{(data.Length > 0 ? data + "\r\n" : "")}[OK]{(prompt ? "\r\nCMD> " : "")}"];
    }

    private string Answer(string[] words)
    {
        switch (words)
        {
            case ["echo", "on" or "off"]: _echoes = words[1] == "on"; return "";
            case ["prom", "on" or "off"]: _prompts = words[1] == "on"; return "";
            case ["talk", _]: return "";
            case ["ver"]: return "iBPs-001A01-05";
            case ["serial"]: return "SN: iBEAM-SMART-15234";
            case ["la", "on"]: _on = true; return "";
            case ["la", "off"]: _on = false; return "";
            case ["en" or "di", "ext"]: IsGated = words[0] == "en"; return "";
            case ["di", "0"]: Array.Clear(_enabled); return "";
            case ["en" or "di", [>= '1' and <= '5' and var channel]]: _enabled[channel - '0'] = words[0] == "en"; return "";
            case ["sta", "la"]: return _on && InterlockClosed ? "ON" : "OFF";
            case ["sta", "ch", [>= '1' and <= '5' and var channel]]: return _enabled[channel - '0'] ? "ON" : "OFF";
            case ["ch", [>= '1' and <= '5' and var channel], "pow", var number, .. var unit]:
                var factor = unit is ["mic"] ? 1 : unit.Length == 0 ? 1000 : double.NaN;
                if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !(value * factor >= 0)) return "%SYS-E:035, illegal value";
                if (value * factor > MaximumMicrowatts) return "%SYS-W:022, value limited";
                _microwatts[channel - '0'] = value * factor;
                return "";
            case ["sh", "level", "pow"]:
                return string.Join("\r\n", Enumerable.Range(1, 5).Select(c => string.Create(CultureInfo.InvariantCulture, $"CH{c}, PWR: {1e-3 * _microwatts[c]:0.000} mW")));
            case ["sh", "pow"]: return string.Create(CultureInfo.InvariantCulture, $"PIC  = {1e6 * Watts:000000} uW  ");
            default: return "%SYS-E:002, unknown command";
        }
    }
}
