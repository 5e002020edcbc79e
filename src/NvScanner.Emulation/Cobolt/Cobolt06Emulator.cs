using System.Globalization;
using NvScanner.Emulation.Hosting;

namespace NvScanner.Emulation.Cobolt;

/// <summary>A Cobolt 06-MLD of 515 nm and 50 mW: every command is answered; with autostart it is switched by its start-up sequence only.</summary>
public sealed class Cobolt06Emulator : ITextInstrument
{
    private const double MaximumWatts = 0.05;
    private double _watts = 0.01;
    private readonly bool _autostart;
    private bool _on;

    /// <summary>Creates the laser as it is after its key was turned.</summary>
    /// <param name="autostart">Whether it starts by itself, and by its sequence only.</param>
    public Cobolt06Emulator(bool autostart = false) => _autostart = _on = autostart;

    /// <inheritdoc />
    public string Terminator => "\r\n";

    /// <summary>Whether the interlock's loop is closed; opening it ends the emission and leaves a fault.</summary>
    public bool InterlockClosed
    {
        get;
        set
        {
            field = value;
            if (value) return;
            (_on, Fault) = (false, 3);
        }
    } = true;

    /// <summary>0 none, 1 temperature, 3 interlock, 4 constant power not reached.</summary>
    public int Fault { get; set; }

    /// <summary>Light that leaves the head, in W.</summary>
    public double Watts => _on ? _watts : 0;

    /// <inheritdoc />
    public IReadOnlyList<string> Take(string line) => [Answer(line.Trim())];

    private string Answer(string command)
    {
        switch (command)
        {
            case "gsn?" or "sn?": return "17284";
            case "glm?": return "0515-06-01-0050-100";
            case "gfv?": return "6.1.6";
            case "l?": return _on ? "1" : "0";
            case "@cobas?": return _autostart ? "1" : "0";
            case "ilk?": return InterlockClosed ? "0" : "1";
            case "f?": return Fault.ToString(CultureInfo.InvariantCulture);
            case "gom?": return Fault > 0 ? "5" : _on ? "2" : "0";
            case "gmlp?": return (1e3 * MaximumWatts).ToString("F1", CultureInfo.InvariantCulture);
            case "p?": return _watts.ToString("F5", CultureInfo.InvariantCulture);
            case "pa?": return Watts.ToString("F5", CultureInfo.InvariantCulture);
            case "cp" or "cf":
                if (command == "cf" && InterlockClosed) Fault = 0;
                return "OK";
            case "l0" or "@cob0":
                _on = false;
                return "OK";
            case "l1" when !_autostart: return Start();
            case "@cob1": return Start();
        }
        if (!command.StartsWith("p ", StringComparison.Ordinal) || !double.TryParse(command.AsSpan(2), NumberStyles.Float, CultureInfo.InvariantCulture, out var watts) || watts is < 0 or > MaximumWatts)
            return "Syntax error: illegal command";
        _watts = watts;
        return "OK";
    }

    private string Start()
    {
        _on = InterlockClosed && Fault == 0;
        return "OK";
    }
}
