using NvScanner.Abstractions.Instruments;
using NvScanner.Drivers.Dialogues;

namespace NvScanner.Drivers.Scpi;

/// <summary>What every text instrument with IEEE 488.2 commands has in common, on top of its dialogue.</summary>
public sealed class ScpiDialogue(InstrumentId id, InstrumentDialogue dialogue)
{
    private const string Identify = "*IDN?";

    /// <summary>The dialogue below.</summary>
    public InstrumentDialogue Line => dialogue;

    /// <summary>Asks `*IDN?`; returns with maker, model, serial number and firmware. A reply of other than four fields is an <see cref="InstrumentReplyException"/>.</summary>
    public async ValueTask<InstrumentIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        var reply = await dialogue.AskAsync(Identify, cancellationToken);
        var fields = reply.Split(',', 4, StringSplitOptions.TrimEntries);
        if (fields.Length != 4) throw new InstrumentReplyException(id, Identify, reply);
        dialogue.Sentinel = new Sentinel(Identify, reply);
        return new InstrumentIdentity(fields[0], fields[1], fields[2], fields[3]);
    }

    /// <summary>Asks for a number; returns with it.</summary>
    public async ValueTask<double> AskNumberAsync(string query, CancellationToken cancellationToken)
    {
        var reply = await dialogue.AskAsync(query, cancellationToken);
        return ScpiNumber.TryParse(reply, out var value) ? value : throw new InstrumentReplyException(id, query, reply);
    }

    /// <summary>Asks for a switch; returns with its position.</summary>
    public async ValueTask<bool> AskFlagAsync(string query, CancellationToken cancellationToken)
    {
        var reply = await dialogue.AskAsync(query, cancellationToken);
        return ScpiNumber.TryParseFlag(reply, out var value) ? value : throw new InstrumentReplyException(id, query, reply);
    }
}
