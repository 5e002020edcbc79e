using System.Globalization;
using NvScanner.Abstractions.Instruments;

namespace NvScanner.Drivers.Scpi;

/// <summary>The error queue of SCPI instruments (SCPI-99, 21.8): `SYST:ERR?` answers the oldest entry and removes it, 0 when there is none.</summary>
internal static class ScpiErrorQueue
{
    private const int Longest = 50;

    /// <summary>Reads the queue until it is empty; returns when it was empty from the start, else throws <see cref="InstrumentException"/> with every entry. <paramref name="what"/> names what was done.</summary>
    public static async ValueTask RequireEmptyAsync(this ScpiDialogue dialogue, InstrumentId id, string what, CancellationToken cancellationToken)
    {
        var errors = await dialogue.ReadErrorsAsync(id, cancellationToken);
        if (errors.Count > 0) throw new InstrumentException(id, $"{what} ended with {string.Join(", ", errors)}");
    }

    /// <summary>Reads the queue until it is empty; returns with its entries, oldest first.</summary>
    public static async ValueTask<IReadOnlyList<string>> ReadErrorsAsync(this ScpiDialogue dialogue, InstrumentId id, CancellationToken cancellationToken)
    {
        List<string> errors = [];
        while (errors.Count < Longest)
        {
            var entry = await dialogue.Line.AskAsync("SYST:ERR?", cancellationToken);
            var comma = entry.IndexOf(',', StringComparison.Ordinal);
            if (comma < 0 || !int.TryParse(entry.AsSpan(0, comma), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code))
                throw new InstrumentReplyException(id, "SYST:ERR?", entry);
            if (code == 0) break;
            errors.Add($"error {entry}");
        }
        return errors;
    }
}
