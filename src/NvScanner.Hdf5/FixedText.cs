using System.Text;

namespace NvScanner.Hdf5;

/// <summary>UTF-8 text in a field of a fixed number of bytes, filled up with NULs.</summary>
public static class FixedText
{
    /// <summary>Encodes into the whole field; text that is too long is cut at a whole character.</summary>
    public static void Encode(ReadOnlySpan<char> text, Span<byte> field)
    {
        int used = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!rune.TryEncodeToUtf8(field[used..], out int written))
                break;
            used += written;
        }

        field[used..].Clear();
    }

    /// <summary>The text of a field, without the NULs that fill it up.</summary>
    public static string Decode(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }
}
