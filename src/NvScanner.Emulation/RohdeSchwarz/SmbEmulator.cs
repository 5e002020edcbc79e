using System.Globalization;
using NvScanner.Emulation.Hosting;
using NvScanner.Emulation.Scpi;

namespace NvScanner.Emulation.RohdeSchwarz;

/// <summary>A Rohde and Schwarz SMBV100A: a list that has to be learnt before it is played, powers limited at high frequencies, an error queue.</summary>
public sealed class SmbEmulator : ITextInstrument
{
    private readonly ScpiCommandSet _commands;
    private readonly Dictionary<string, (double[] Frequencies, double[] Powers)> _lists = new(StringComparer.Ordinal);
    private double _frequencyHz = 1e9;
    private double _powerDbm = -30;
    private bool _output;
    private string _mode = "CW";
    private string _selected = "";
    private double[] _frequencies = [];
    private double[] _powers = [];
    private (double FrequencyHz, double PowerDbm)[] _learnt = [];
    private string _listMode = "AUTO", _listTrigger = "AUTO";
    private int _index;
    private bool _restarted;

    /// <summary>Creates the instrument as it is after being switched on.</summary>
    /// <param name="model">Name in the reply to *IDN?.</param>
    /// <param name="newTriggerNames">Whether its firmware knows the trigger as INP:TRIG only, instead of TRIG1.</param>
    public SmbEmulator(string model = "SMBV100A", bool newTriggerNames = false)
    {
        _commands = new ScpiCommandSet($"Rohde&Schwarz,{model},1407.6004k02/101234,3.1.19.15-3.20.390.24");
        _commands.Number("[SOURce:]FREQuency[:CW]", () => _frequencyHz, v => _frequencyHz = Math.Round(v, 2), 9e3, 6e9, "F2");
        _commands.Number("[SOURce:]POWer[:LEVel][:IMMediate][:AMPLitude]", () => _powerDbm, v => _powerDbm = Math.Round(v, 2), -145, 30, "0.##");
        _commands.Choice("[SOURce:]FREQuency:MODE", () => _mode, SetMode, "CW", "FIXed", "SWEep", "LIST");
        _commands.Switch("OUTPut[:STATe]", () => _output, v => _output = v);
        _commands.Set("[SOURce:]LIST:SELect", Select);
        _commands.Set("[SOURce:]LIST:FREQuency", argument => _frequencies = Numbers(argument) ?? _frequencies);
        _commands.Set("[SOURce:]LIST:POWer", argument => _powers = Numbers(argument) ?? _powers);
        _commands.Query("[SOURce:]LIST:FREQuency:POINts", _ => _frequencies.Length.ToString(CultureInfo.InvariantCulture));
        _commands.Query("[SOURce:]LIST:INDex", _ => _index.ToString(CultureInfo.InvariantCulture));
        _commands.Choice("[SOURce:]LIST:MODE", () => _listMode, v => _listMode = v, "AUTO", "STEP");
        _commands.Choice("[SOURce:]LIST:TRIGger:SOURce", () => _listTrigger, v => _listTrigger = v, "AUTO", "IMMediate", "SINGle", "EXTernal");
        _commands.Set("[SOURce:]LIST:LEARn", _ => Learn());
        _commands.Set("[SOURce:]LIST:RESet", _ => Restart());
        _commands.Choice(newTriggerNames ? "INPut:TRIGger:SLOPe" : "TRIGger#:SLOPe", () => Slope, v => Slope = v, "POSitive", "NEGative");
        _commands.Set("*RST", _ => (_output, _mode, _frequencyHz, _powerDbm) = (false, "CW", 1e9, -30));
    }

    /// <inheritdoc />
    public string Terminator => "\n";

    /// <summary>Whether the first trigger selects the list's first point; else it leaves it.</summary>
    public bool FirstTriggerSelectsFirst { get; init; }

    /// <summary>Edge of the trigger.</summary>
    public string Slope { get; private set; } = "NEG";

    /// <summary>Frequency at the connector in Hz.</summary>
    public double FrequencyHz => _mode == "LIST" ? _learnt[_index].FrequencyHz : _frequencyHz;

    /// <summary>Power at the connector in dBm, or null when the output is off.</summary>
    public double? PowerDbm => _output ? _mode == "LIST" ? _learnt[_index].PowerDbm : _powerDbm : null;

    /// <summary>Switches the output at the device's own front panel.</summary>
    public void PressOutputKey(bool on) => _output = on;

    /// <summary>An edge at the trigger input.</summary>
    public void Trigger()
    {
        if (_mode != "LIST" || _listMode != "STEP" || _listTrigger != "EXT") return;
        if (_restarted && FirstTriggerSelectsFirst) _restarted = false;
        else _index = (_index + 1) % _learnt.Length;
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Take(string line) => _commands.Take(line);

    private void SetMode(string mode)
    {
        if (mode == "LIST" && _learnt.Length == 0)
        {
            _commands.Fail(-221, "Settings conflict; list has not been learned");
            return;
        }
        _mode = mode == "FIX" ? "CW" : mode;
        if (_mode == "LIST") Restart();
    }

    // a list of another name is empty, one that was selected before keeps its points
    private void Select(string argument)
    {
        if (argument.Length < 3 || argument[0] is not ('\'' or '"') || argument[^1] != argument[0])
        {
            _commands.Fail(-151, "Invalid string data");
            return;
        }
        if (_selected.Length > 0) _lists[_selected] = (_frequencies, _powers);
        _selected = argument[1..^1];
        (_frequencies, _powers) = _lists.TryGetValue(_selected, out var list) ? list : ([], []);
        _learnt = [];
    }

    private void Learn()
    {
        if (_selected.Length == 0 || _frequencies.Length == 0 || (_powers.Length != _frequencies.Length && _powers.Length != 1))
        {
            _commands.Fail(-221, "Settings conflict; list columns differ in length");
            return;
        }
        _learnt = [.. _frequencies.Select((f, i) => (f, _powers[_powers.Length == 1 ? 0 : i]))];
    }

    private void Restart() => (_index, _restarted) = (0, true);

    private double[]? Numbers(string argument)
    {
        List<double> values = [];
        foreach (var text in argument.Split(','))
        {
            if (!_commands.TryNumber(text, out var value)) return null;
            values.Add(value);
        }
        _learnt = []; // a changed list has to be learnt anew
        return [.. values];
    }
}
