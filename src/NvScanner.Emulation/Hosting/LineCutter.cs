using System.Text;

namespace NvScanner.Emulation.Hosting;

/// <summary>Cuts a stream of bytes into lines; CR, LF and any mix of them end a line, empty lines are none.</summary>
internal sealed class LineCutter
{
    private readonly StringBuilder _line = new();

    /// <summary>The lines that these bytes complete.</summary>
    public IReadOnlyList<string> Add(ReadOnlySpan<byte> bytes)
    {
        List<string> lines = [];
        foreach (var value in bytes)
        {
            if (value is not ((byte)'\n' or (byte)'\r'))
            {
                _line.Append((char)value);
            }
            else if (_line.Length > 0)
            {
                lines.Add(_line.ToString());
                _line.Clear();
            }
        }
        return lines;
    }

    /// <summary>The lines of a whole message, the last of which may lack its end.</summary>
    public static IReadOnlyList<string> Lines(ReadOnlySpan<byte> message) => new LineCutter().Add([.. message, (byte)'\n']);
}
