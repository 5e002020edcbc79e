using System.Globalization;
using NvScanner.Emulation.Hosting;
using NvScanner.Emulation.Scpi;

namespace NvScanner.Emulation.IdQuantique;

/// <summary>An ID900 with light on input 1: windows run on its own clock, and a question for counts is answered with the last full window, also when that is one from before the last change. Settings are answered.</summary>
public sealed class Id900Emulator : ITextInstrument
{
    private readonly TimeProvider _time;
    private readonly bool _answersSettings;
    private readonly ScpiCommandSet _commands = new("IDQUANTIQUE,ID900,1928041A010,2.1.0");
    private readonly Lock _gate = new();
    private readonly List<(double Seconds, double Hertz)> _rates = [(double.NegativeInfinity, 1e5)];
    private readonly long _start;
    private double _windowsBegin;
    private int _windowMilliseconds = 1000;
    private long _before;
    private string _mode = "ACCUM", _edge = "RISING", _coupling = "DC", _select = "SHAP";
    private bool _enabled;

    /// <summary>Creates the instrument as it is after being switched on, with windows of 1 s.</summary>
    /// <param name="time">Its clock.</param>
    /// <param name="answersSettings">Whether a setting is answered by a sentence or by an empty message.</param>
    public Id900Emulator(TimeProvider time, bool answersSettings = true)
    {
        (_time, _answersSettings, _start) = (time, answersSettings, time.GetTimestamp());
        _commands.Switch("INPUt1:ENABle", () => _enabled, v => _enabled = v);
        _commands.Choice("INPUt1:COUPling", () => _coupling, v => _coupling = v, "DC", "AC");
        _commands.Choice("INPUt1:EDGE", () => _edge, v => _edge = v, "RISING", "FALLING");
        _commands.Choice("INPUt1:SELEct", () => _select, v => _select = v, "UNSHaped", "SHAPed", "OUTPut");
        _commands.Set("INPUt1:THREshold", SetThreshold);
        _commands.Choice("INPUt1:COUNter:MODE", () => _mode, v => _mode = v, "CYCLE", "ACCUM");
        _commands.Number("INPUt1:COUNter:INTEgration", () => _windowMilliseconds, SetWindow, 1, 3_600_000, "F0");
        _commands.Query("INPUt1:COUNter", _ => Counts(Now).ToString(CultureInfo.InvariantCulture));
    }

    /// <inheritdoc />
    public string Terminator => "";

    /// <summary>Voltage that a pulse has to cross.</summary>
    public double ThresholdVolts { get; private set; } = 0.5;

    /// <summary>Photons per second from now on.</summary>
    public void SetRate(double hertz)
    {
        lock (_gate) _rates.Add((Now, hertz));
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Take(string line)
    {
        var replies = _commands.Take(line);
        var error = _commands.Take("SYST:ERR?")[0];
        if (!error.StartsWith("0,", StringComparison.Ordinal)) return ["SCPI_ERR_" + error];
        return replies.Count > 0 ? replies : [_answersSettings ? "Value set to " + line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..] : ""];
    }

    private double Now => _time.GetElapsedTime(_start).TotalSeconds;

    private void SetThreshold(string text)
    {
        if (double.TryParse(text.TrimEnd('V', 'v'), NumberStyles.Float, CultureInfo.InvariantCulture, out var volts) && Math.Abs(volts) <= 2) ThresholdVolts = volts;
        else _commands.Fail(-222, "Parameter data out of range");
    }

    // what had been counted stays until the first window of the new length is full
    private void SetWindow(double milliseconds)
    {
        var now = Now;
        (_before, _windowsBegin, _windowMilliseconds) = (Counts(now), now, (int)milliseconds);
    }

    private long Counts(double now)
    {
        if (!_enabled) return 0;
        if (_mode == "ACCUM") return (long)Math.Round(Photons(_windowsBegin, now));
        var window = _windowMilliseconds / 1000.0;
        var full = Math.Floor((now - _windowsBegin) / window);
        return full < 1 ? _before : (long)Math.Round(Photons(_windowsBegin + ((full - 1) * window), _windowsBegin + (full * window)));
    }

    private double Photons(double begin, double end)
    {
        lock (_gate)
        {
            var sum = 0.0;
            for (var i = 0; i < _rates.Count; i++)
            {
                var until = i + 1 < _rates.Count ? _rates[i + 1].Seconds : double.PositiveInfinity;
                sum += _rates[i].Hertz * Math.Max(0, Math.Min(end, until) - Math.Max(begin, _rates[i].Seconds));
            }
            return sum;
        }
    }
}
