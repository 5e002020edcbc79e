using NvScanner.Emulation.Hosting;
using NvScanner.Emulation.Scpi;

namespace NvScanner.Emulation.Keithley;

/// <summary>A Keithley 6221 into a resistor: a constant current, or a wave that has to be armed and started and whose settings are fixed meanwhile.</summary>
public sealed class Keithley6221Emulator : ITextInstrument
{
    private readonly ScpiCommandSet _commands = new("KEITHLEY INSTRUMENTS INC.,MODEL 6221,1245678,D03  /700x");
    private double _amperes, _complianceVolts = 10;
    private double _frequency = 1000, _amplitude = 1e-3, _offset;
    private bool _output, _armed, _running, _autoRange, _earthed;
    private string _wave = "SIN", _range = "BEST";

    /// <summary>Creates the instrument as it is after being switched on.</summary>
    /// <param name="changesWhileArmed">Whether its firmware lets an armed wave be changed.</param>
    public Keithley6221Emulator(bool changesWhileArmed = false)
    {
        _commands.Number("[SOURce:]CURRent[:LEVel][:IMMediate][:AMPLitude]", () => _amperes, v => _amperes = v, -0.105, 0.105, "E6");
        _commands.Number("[SOURce:]CURRent:COMPliance", () => _complianceVolts, v => _complianceVolts = v, 0.1, 105, "E6");
        _commands.Switch("[SOURce:]CURRent:RANGe:AUTO", () => _autoRange, v => _autoRange = v);
        _commands.Switch("OUTPut[:STATe]", () => _output, v => (_output, _running, _armed) = (v, _running && v, _armed && v));
        _commands.Switch("OUTPut:LTEarth", () => _earthed, v => _earthed = v);
        void Wave(string name, Func<double> get, Action<double> set, double minimum, double maximum) =>
            _commands.Number("[SOURce:]WAVE:" + name, get, v =>
            {
                if (_armed && !changesWhileArmed) _commands.Fail(404, "Cannot change while wave is armed");
                else set(v);
            }, minimum, maximum, "E6");
        Wave("FREQuency", () => _frequency, v => _frequency = v, 1e-3, 1e5);
        Wave("AMPLitude", () => _amplitude, v => _amplitude = v, 2e-12, 0.105);
        Wave("OFFSet", () => _offset, v => _offset = v, -0.105, 0.105);
        _commands.Choice("[SOURce:]WAVE:FUNCtion", () => _wave, v => _wave = v, "SINusoid", "SIN", "RAMP", "SQUare", "SQU");
        _commands.Choice("[SOURce:]WAVE:RANGing", () => _range, v => _range = v, "BEST", "FIXed");
        _commands.Choice("[SOURce:]WAVE:RANG", () => _range, v => _range = v, "BEST", "FIXed");
        _commands.Set("[SOURce:]WAVE:DURation:TIME", _ => { });
        _commands.Set("[SOURce:]WAVE:ARM", _ =>
        {
            if (_amplitude + Math.Abs(_offset) > 0.105) _commands.Fail(-221, "Settings conflict");
            else _armed = true;
        });
        _commands.Set("[SOURce:]WAVE:INITiate", _ =>
        {
            if (!_armed) _commands.Fail(413, "Not allowed, not armed");
            else _running = _output = true;
        });
        _commands.Set("[SOURce:]WAVE:ABORt", _ =>
        {
            if (!_armed) _commands.Fail(413, "Not allowed, not armed");
            (_armed, _output, _running) = (false, _output && !_running, false);
        });
    }

    /// <inheritdoc />
    public string Terminator => "\n";

    /// <summary>Constant current in A, or the offset of the wave.</summary>
    public double Amperes => _output ? _running ? _offset : _amperes : 0;

    /// <summary>Peak and frequency of the running wave; zero when none runs.</summary>
    public (double Amperes, double Hertz) Wave => _running && _output ? (_amplitude, _frequency) : default;

    /// <summary>Highest voltage of the output.</summary>
    public double ComplianceVolts => _complianceVolts;

    /// <summary>Switches on at the device's own front panel.</summary>
    public void PressOutputKey() => _output = true;

    /// <inheritdoc />
    public IReadOnlyList<string> Take(string line) => _commands.Take(line);
}
