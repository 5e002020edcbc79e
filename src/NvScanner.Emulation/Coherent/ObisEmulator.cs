using System.Globalization;
using NvScanner.Emulation.Hosting;
using NvScanner.Emulation.Scpi;

namespace NvScanner.Emulation.Coherent;

/// <summary>A Coherent OBIS LX of 532 nm and 20 mW: SCPI-like commands, each ended by OK or an error while the handshake is on.</summary>
public sealed class ObisEmulator : ITextInstrument
{
    private readonly ScpiCommandSet _commands;
    private bool _handshake = true;
    private bool _on;
    private double _watts = 0.005;
    private bool _interlockClosed = true;

    /// <summary>Creates the laser, its light off.</summary>
    /// <param name="lockedIsOn">Whether ON is its word for a closed interlock.</param>
    public ObisEmulator(bool lockedIsOn = true)
    {
        _commands = new ScpiCommandSet("Coherent, Inc - OBIS 532nm 20mW C - V1.0.1 - Dec 14 2010");
        _commands.Query("SYSTem:INFormation:MODel", _ => "OBIS 532-20 LS");
        _commands.Query("SYSTem:INFormation:SNUMber", _ => "S0L8B-010");
        _commands.Switch("SYSTem:COMMunicate:HANDshaking", () => _handshake, v => _handshake = v);
        _commands.Query("SYSTem:FAULt", _ => Fault.ToString("X8", CultureInfo.InvariantCulture));
        _commands.Query("SYSTem:STATus", _ => "C8001001");
        _commands.Query("SYSTem:LOCK", _ => InterlockClosed == lockedIsOn ? "ON" : "OFF");
        _commands.Query("SOURce:POWer:LEVel", _ => Watts.ToString("F6", CultureInfo.InvariantCulture));
        _commands.Number("SOURce:POWer:LEVel:IMMediate:AMPLitude", () => _watts, v => _watts = v, 0.0002, 0.022, "F6");
        _commands.Query("SOURce:POWer:LIMit:LOW", _ => "0.00020");
        _commands.Query("SOURce:POWer:LIMit:HIGH", _ => "0.02200");
        _commands.Set("SOURce:AM:STATe", argument =>
        {
            if (argument is not ("ON" or "OFF")) _commands.Fail(-220, "Invalid parameter");
            else _on = argument == "ON" && InterlockClosed && Fault == 0;
        });
        _commands.Query("SOURce:AM:STATe", _ => _on ? "ON" : "OFF");
        _commands.Choice("SOURce:AM:INTernal", () => "CWP", _ => { }, "CWP", "CWC");
    }

    /// <inheritdoc />
    public string Terminator => "\r\n";

    /// <summary>Whether the interlock is closed; opening it ends the emission.</summary>
    public bool InterlockClosed
    {
        get => _interlockClosed;
        set => (_interlockClosed, _on) = (value, _on && value);
    }

    /// <summary>Fault bits.</summary>
    public uint Fault { get; set; }

    /// <summary>Light that leaves the head, in W.</summary>
    public double Watts => _on ? _watts : 0;

    /// <inheritdoc />
    public IReadOnlyList<string> Take(string line)
    {
        List<string> replies = [.. _commands.Take(line.Trim())];
        var error = _commands.Take("SYST:ERR?")[0];
        if (!error.StartsWith("0,", StringComparison.Ordinal)) replies = ["ERR" + error[..error.IndexOf(',', StringComparison.Ordinal)]];
        else if (_handshake) replies.Add("OK");
        // one piece of two lines: the host puts the last terminator
        return replies.Count == 0 ? [] : [string.Join("\r\n", replies)];
    }
}
