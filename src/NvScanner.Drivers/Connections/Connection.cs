using System.Text;
using NvScanner.Abstractions.Instruments;
using NvScanner.Drivers.Dialogues;
using NvScanner.Drivers.Transport;

namespace NvScanner.Drivers.Connections;

/// <summary>Makes the dialogue that a profile's entry asks for; nothing is opened yet.</summary>
internal static class Connection
{
    /// <summary>The dialogue of an entry whose options hold those of <see cref="ConnectionOptions"/>; throws <see cref="InstrumentConnectionException"/> for an address that cannot be.</summary>
    public static InstrumentDialogue Of(InstrumentSpec spec, DriverContext context, DialogueSettings settings)
    {
        IChannelOpener opener;
        try
        {
            opener = Openers.For(ResourceString.Parse(spec.Text(ConnectionOptions.Address)), ConnectionOptions.SerialOf(spec));
        }
        catch (FormatException failure)
        {
            throw new InstrumentConnectionException(spec.Id, $"option {ConnectionOptions.Address}: {failure.Message}", failure);
        }

        return new InstrumentDialogue(spec.Id, opener, settings with { Deadline = spec.GetDuration(ConnectionOptions.Timeout) }, context.Time, new DialogueTrace(context.Time, file: LogFile(spec)));
    }

    private static StreamWriter? LogFile(InstrumentSpec spec)
    {
        var path = spec.Text(ConnectionOptions.IoLog);
        if (path.Length == 0) return null;
        try
        {
            return new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read), new UTF8Encoding(false)) { AutoFlush = true };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InstrumentConnectionException(spec.Id, $"option {ConnectionOptions.IoLog}: '{path}' cannot be written ({failure.Message}); name a file in a folder of yours", failure);
        }
    }
}
