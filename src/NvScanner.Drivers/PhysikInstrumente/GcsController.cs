using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Drivers.Dialogues;
using NvScanner.Drivers.Scpi;

namespace NvScanner.Drivers.PhysikInstrumente;

/// <summary>Questions and commands of the General Command Set 2.0. Commands have no reply; `ERR?` says afterwards how they went and forgets it.</summary>
internal sealed class GcsController(InstrumentId id, InstrumentDialogue dialogue)
{
    public InstrumentDialogue Line => dialogue;

    /// <summary>Asks who is there: the last three fields are model, serial number and firmware; the first ones, with commas of their own, the maker.</summary>
    public async ValueTask<InstrumentIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        var reply = await dialogue.AskAsync("*IDN?", cancellationToken);
        var fields = reply.Split(',', StringSplitOptions.TrimEntries);
        if (fields.Length < 4) throw new InstrumentReplyException(id, "*IDN?", reply);
        dialogue.Sentinel = new Sentinel("*IDN?", reply);
        return new InstrumentIdentity(string.Join(", ", fields[..^3]), fields[^3], fields[^2], fields[^1]);
    }

    /// <summary>Sends a command and asks how it went; an error other than <paramref name="expected"/> is an <see cref="InstrumentException"/>.</summary>
    public async ValueTask CommandAsync(string command, CancellationToken cancellationToken, int expected = 0)
    {
        await dialogue.SendAsync(command, cancellationToken);
        var reply = await dialogue.AskAsync("ERR?", cancellationToken);
        if (!int.TryParse(reply, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code)) throw new InstrumentReplyException(id, "ERR?", reply);
        if (code != 0 && code != expected) throw new InstrumentException(id, string.Create(CultureInfo.InvariantCulture, $"'{command}' ended with error {code} ({GcsErrors.Name(code)})"));
    }

    /// <summary>Asks for a number per axis, `POS? 1 2`; returns with them in the order of the axes.</summary>
    public async ValueTask<(double First, double Second)> AskAsync(string query, string first, string second, CancellationToken cancellationToken)
    {
        var command = $"{query} {first} {second}";
        var reply = await dialogue.AskAsync(command, cancellationToken);
        return (Value(command, reply, first), Value(command, reply, second));
    }

    private double Value(string command, string reply, string axis)
    {
        foreach (var line in reply.Split('\n', StringSplitOptions.TrimEntries))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && line[..equals].Trim() == axis && ScpiNumber.TryParse(line.AsSpan(equals + 1), out var value) && double.IsFinite(value)) return value;
        }
        throw new InstrumentReplyException(id, command, reply);
    }
}
