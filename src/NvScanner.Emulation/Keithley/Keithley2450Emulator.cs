using System.Globalization;
using NvScanner.Emulation.Hosting;
using NvScanner.Emulation.Scpi;

namespace NvScanner.Emulation.Keithley;

/// <summary>A Keithley 2450 with a cell between its terminals: a rest voltage behind a resistance. What its off state does to the cell, it does.</summary>
public sealed class Keithley2450Emulator : ITextInstrument
{
    private readonly ScpiCommandSet _commands;
    private string _function = "VOLT", _sense = "CURR";
    private double _volts, _amperes;
    private double _currentLimit = 1.05e-4, _voltageLimit = 21;
    private double _protection = double.PositiveInfinity;
    private bool _output;
    private bool _senseVoltsRemotely, _senseAmperesRemotely;
    private readonly Dictionary<string, string> _offStates = new(StringComparer.Ordinal) { ["VOLT"] = "NORM", ["CURR"] = "NORM" };
    private string _protectionWord = "NONE";

    /// <summary>Creates the instrument as it is after being switched on.</summary>
    /// <param name="language">Its command set: SCPI or TSP.</param>
    public Keithley2450Emulator(string language = "SCPI")
    {
        _commands = new ScpiCommandSet("KEITHLEY INSTRUMENTS,MODEL 2450,04012345,1.7.12b", ";0;0 0");
        _commands.Query("*LANG", _ => language);
        _commands.Choice("[SOURce#:]FUNCtion[:MODE]", () => _function, SetFunction, "VOLTage", "CURRent");
        _commands.Number("[SOURce#:]VOLTage[:LEVel][:IMMediate][:AMPLitude]", () => _volts, v => _volts = v, -210, 210, "E6");
        _commands.Number("[SOURce#:]CURRent[:LEVel][:IMMediate][:AMPLitude]", () => _amperes, v => _amperes = v, -1.05, 1.05, "E6");
        _commands.Number("[SOURce#:]VOLTage:ILIMit[:LEVel]", () => _currentLimit, v => _currentLimit = v, 1e-9, 1.05, "E6");
        _commands.Number("[SOURce#:]CURRent:VLIMit[:LEVel]", () => _voltageLimit, v => _voltageLimit = v, 0.02, 210, "E6");
        _commands.Query("[SOURce#:]VOLTage:ILIMit[:LEVel]:TRIPped", _ => _output && Math.Abs(Cell().Amperes) >= _currentLimit ? "1" : "0");
        _commands.Choice("[SOURce#:]VOLTage:PROTection[:LEVel]", () => _protectionWord, Protect, "PROT2", "PROT5", "PROT10", "PROT20", "PROT40", "NONE");
        _commands.Number("[SOURce#:]VOLTage:RANGe", () => 20, _ => { }, -210, 210);
        _commands.Number("[SOURce#:]CURRent:RANGe", () => 1, _ => { }, -1.05, 1.05);
        _commands.Switch("[SOURce#:]VOLTage:READ:BACK", () => true, _ => { });
        _commands.Switch("[SOURce#:]CURRent:READ:BACK", () => true, _ => { });
        _commands.Set("[SENSe#:]FUNCtion[:ON]", SetSense);
        _commands.Query("[SENSe#:]FUNCtion[:ON]", _ => $"\"{_sense}:DC\"");
        _commands.Switch("[SENSe#:]VOLTage[:DC]:RSENse", () => _senseVoltsRemotely, v => _senseVoltsRemotely = v);
        _commands.Switch("[SENSe#:]CURRent[:DC]:RSENse", () => _senseAmperesRemotely, v => _senseAmperesRemotely = v);
        _commands.Switch("[SENSe#:]VOLTage[:DC]:RANGe:AUTO", () => true, _ => { });
        _commands.Switch("[SENSe#:]CURRent[:DC]:RANGe:AUTO", () => true, _ => { });
        _commands.Number("[SENSe#:]VOLTage[:DC]:NPLCycles", () => 1, _ => { }, 0.01, 10);
        _commands.Number("[SENSe#:]CURRent[:DC]:NPLCycles", () => 1, _ => { }, 0.01, 10);
        foreach (var function in new[] { "VOLTage", "CURRent" })
        {
            var key = function[..4];
            _commands.Choice($"OUTPut#:{function}:SMODe", () => _offStates[key], v => _offStates[key] = v, "NORMal", "HIMPedance", "ZERO", "GUARd");
        }
        _commands.Switch("OUTPut#[:STATe]", () => _output, v => _output = v);
        _commands.Query("READ", Read);
    }

    /// <inheritdoc />
    public string Terminator => "\n";

    /// <summary>Voltage of the cell without current, in V.</summary>
    public double RestVolts { get; set; } = 3.7;

    /// <summary>Resistance of the cell in ohms.</summary>
    public double CellOhms { get; set; } = 10;

    /// <summary>Resistance of the leads in ohms; with two wires their voltage is taken for the cell's.</summary>
    public double LeadOhms { get; set; } = 0.5;

    /// <summary>Voltage and current of the cell now; a positive current charges it.</summary>
    public (double Volts, double Amperes) Cell()
    {
        if (!_output)
        {
            // normal: the source at zero volts, which shorts a battery; high impedance opens the terminals
            var shorted = _offStates[_function] is "NORM" or "ZERO";
            var off = shorted ? Math.Clamp(-RestVolts / CellOhms, -_currentLimit, _currentLimit) : 0;
            return (RestVolts + (CellOhms * off), off);
        }
        var sourced = _function == "CURR";
        var ceiling = Math.Min(sourced ? _voltageLimit : _protection, _protection);
        var limit = sourced ? Math.Abs(_amperes) : _currentLimit;
        var remote = _function == "CURR" ? _senseVoltsRemotely : _senseAmperesRemotely;
        var ohms = CellOhms + (remote ? 0 : LeadOhms);
        var amperes = sourced ? _amperes : Math.Clamp((Math.Clamp(_volts, -ceiling, ceiling) - RestVolts) / ohms, -limit, limit);
        if (sourced && Math.Abs(RestVolts + (ohms * amperes)) > ceiling) amperes = ((Math.Sign(RestVolts) * ceiling) - RestVolts) / ohms;
        return (RestVolts + (CellOhms * amperes), amperes);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Take(string line) => _commands.Take(line);

    // a new function of the source switches the output off
    private void SetFunction(string function)
    {
        if (function != _function) _output = false;
        _function = function;
    }

    private void SetSense(string argument)
    {
        if (argument is "\"VOLT\"" or "\"VOLT:DC\"" or "\"VOLTage\"") _sense = "VOLT";
        else if (argument is "\"CURR\"" or "\"CURR:DC\"" or "\"CURRent\"") _sense = "CURR";
        else _commands.Fail(-224, "Illegal parameter value");
    }

    private void Protect(string word) =>
        (_protectionWord, _protection) = (word, word == "NONE" ? double.PositiveInfinity : double.Parse(word[4..], CultureInfo.InvariantCulture));

    private string? Read(string argument)
    {
        if (!_output)
        {
            _commands.Fail(5076, "Output must be on to make a measurement");
            return null;
        }
        var (volts, amperes) = Cell();
        var seen = volts + ((_sense == "VOLT" ? _senseVoltsRemotely : _senseAmperesRemotely) ? 0 : LeadOhms * amperes);
        var (source, reading) = (_function == "CURR" ? amperes : seen, _sense == "VOLT" ? seen : amperes);
        var fields = argument.Length == 0 ? ["READ"] : argument.Split(',', StringSplitOptions.TrimEntries)[1..];
        return string.Join(',', fields.Select(f => (f.ToUpperInvariant() switch { "SOUR" => source, "READ" => reading, _ => 0 }).ToString("E6", CultureInfo.InvariantCulture)));
    }
}
