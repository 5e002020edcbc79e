using NvScanner.Emulation.Hosting;
using NvScanner.Emulation.Scpi;

namespace NvScanner.Emulation.BiasField;

/// <summary>A bipolar SCPI source of ±2 A with a coil on each output. It understands a selected output and a list behind the values; a coil takes no more current than the voltage limit drives through it.</summary>
public sealed class CoilSourceEmulator : ITextInstrument
{
    private const double MaximumAmperes = 2;
    private readonly ScpiCommandSet _commands;
    private readonly double[] _set;
    private readonly bool[] _on;
    private int _selected;

    /// <summary>Creates the source as it is after being switched on: outputs off, 0 A, the first output selected.</summary>
    /// <param name="outputs">Number of outputs; only a source with several knows how to tell them apart.</param>
    /// <param name="serial">Its serial number.</param>
    public CoilSourceEmulator(int outputs = 3, string serial = "B100001")
    {
        (_set, _on) = (new double[outputs], new bool[outputs]);
        CoilOhms = [.. Enumerable.Repeat(4.0, outputs)];
        _commands = new ScpiCommandSet($"EMULATED,COILSOURCE{outputs},{serial},1.0");
        _commands.Set("[SOURce:]CURRent[:LEVel][:IMMediate][:AMPLitude]", SetCurrent);
        _commands.Query("[SOURce:]CURRent[:LEVel][:IMMediate][:AMPLitude]", argument => OfOutput(argument, output => Text(_set[output])));
        _commands.Set("OUTPut[:STATe]", SetOutput);
        _commands.Query("OUTPut[:STATe]", argument => OfOutput(argument, output => _on[output] ? "1" : "0"));
        _commands.Query("MEASure[:SCALar]:CURRent[:DC]", argument => OfOutput(argument, output => Text(Amperes(output))));
        if (outputs > 1) _commands.Number("INSTrument:NSELect", () => _selected + 1, n => _selected = (int)n - 1, 1, outputs);
    }

    /// <inheritdoc />
    public string Terminator => "\n";

    /// <summary>Resistance of the coils in ohms.</summary>
    public double[] CoilOhms { get; }

    /// <summary>Voltage that no output exceeds.</summary>
    public double VoltageLimit { get; set; } = 20;

    /// <summary>Largest change of a current by one command, in A.</summary>
    public double LargestStepAmperes { get; private set; }

    /// <summary>Commands that have set a current.</summary>
    public int Settings { get; private set; }

    /// <summary>Current through the coil of an output, counted from 0, in A.</summary>
    public double Amperes(int output)
    {
        var most = VoltageLimit / CoilOhms[output];
        return _on[output] ? Math.Clamp(_set[output], -most, most) : 0;
    }

    /// <summary>Switches an output off, as its protection does.</summary>
    public void Trip(int output) => _on[output] = false;

    /// <inheritdoc />
    public IReadOnlyList<string> Take(string line) => _commands.Take(line);

    private void SetCurrent(string argument)
    {
        var (value, output) = Split(argument);
        if (output < 0 || !_commands.TryNumber(value, out var amperes)) return;
        if (!(Math.Abs(amperes) <= MaximumAmperes))
        {
            _commands.Fail(-222, "Parameter data out of range");
            return;
        }
        LargestStepAmperes = Math.Max(LargestStepAmperes, Math.Abs(amperes - _set[output]));
        Settings++;
        _set[output] = amperes;
    }

    private void SetOutput(string argument)
    {
        var (value, output) = Split(argument);
        if (output < 0) return;
        if (value.ToUpperInvariant() is "1" or "ON") _on[output] = true;
        else if (value.ToUpperInvariant() is "0" or "OFF") _on[output] = false;
        else _commands.Fail(-224, "Illegal parameter value");
    }

    private string? OfOutput(string argument, Func<int, string> ask)
    {
        var (_, output) = Split("," + argument);
        return output < 0 ? null : ask(output);
    }

    // "1.5,(@2)" is the value and the output counted from 0, "1.5" the selected output; -1 and an error where there is no such output
    private (string Value, int Output) Split(string argument)
    {
        var comma = argument.IndexOf(',', StringComparison.Ordinal);
        var value = comma < 0 ? argument : argument[..comma];
        var list = comma < 0 ? "" : argument[(comma + 1)..].Trim();
        if (list.Length == 0) return (value, _selected);
        if (_set.Length > 1 && list is ['(', '@', var digit, ')'] && digit - '1' is var output && output >= 0 && output < _set.Length) return (value, output);
        _commands.Fail(-222, "Parameter data out of range");
        return (value, -1);
    }

    private static string Text(double value) => value.ToString("E8", System.Globalization.CultureInfo.InvariantCulture);
}
