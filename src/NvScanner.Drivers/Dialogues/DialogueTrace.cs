using System.Globalization;
using System.Text;

namespace NvScanner.Drivers.Dialogues;

/// <summary>The raw log of a dialogue: the last messages in memory, and all of them in a file where one is given. Safe for any thread.</summary>
public sealed class DialogueTrace(TimeProvider time, int kept = 64, TextWriter? file = null) : IDisposable
{
    private readonly Queue<string> _last = new(kept);
    private readonly Lock _gate = new();

    /// <summary>The last messages, oldest first: time, direction, bytes as text with escapes.</summary>
    public IReadOnlyList<string> Last
    {
        get
        {
            lock (_gate) return [.. _last];
        }
    }

    /// <summary>Bytes that went to the instrument.</summary>
    public void Sent(ReadOnlySpan<byte> bytes) => Add("> ", bytes);

    /// <summary>Bytes that came from it.</summary>
    public void Received(ReadOnlySpan<byte> bytes) => Add("< ", bytes);

    /// <summary>What happened to the connection, or bytes that were thrown away.</summary>
    public void Note(string text) => Add("- " + text);

    /// <summary>Bytes as text: printable ASCII as it is, the rest as escapes; cut beyond <paramref name="longest"/> bytes.</summary>
    public static string Escape(ReadOnlySpan<byte> bytes, int longest = 200)
    {
        StringBuilder text = new();
        foreach (var value in bytes[..Math.Min(bytes.Length, longest)])
        {
            _ = value switch
            {
                (byte)'\n' => text.Append("\\n"),
                (byte)'\r' => text.Append("\\r"),
                (byte)'\\' => text.Append("\\\\"),
                >= 0x20 and < 0x7F => text.Append((char)value),
                _ => text.Append(CultureInfo.InvariantCulture, $"\\x{value:X2}"),
            };
        }

        if (bytes.Length > longest) text.Append(CultureInfo.InvariantCulture, $"... ({bytes.Length} bytes)");
        return text.ToString();
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => file?.Dispose();

    private void Add(string direction, ReadOnlySpan<byte> bytes) => Add(direction + Escape(bytes));

    private void Add(string text)
    {
        var line = time.GetUtcNow().ToString("HH:mm:ss.ffffff ", CultureInfo.InvariantCulture) + text;
        lock (_gate)
        {
            if (_last.Count == kept) _last.Dequeue();
            _last.Enqueue(line);
            file?.WriteLine(line);
        }
    }
}
