using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using NvScanner.Emulation.Hosting;

namespace NvScanner.Emulation.SerialCounter;

/// <summary>A counter with NvScanner's own protocol (docs/reference/serial-counter.md). Its gates take no time: it reports what light of the present rate would give, a trigger before every bin.</summary>
public sealed class SerialCounterEmulator : ITextInstrument
{
    private const long ShortestNanoseconds = 1_000, LongestNanoseconds = 10_000_000_000;
    private const int MostBins = 100_000;
    private (int Bins, double DwellSeconds)? _armed;

    /// <inheritdoc />
    public string Terminator => "\n";

    /// <summary>Photons per second now; asked once per bin, after its trigger.</summary>
    public Func<double> Rate { get; set; } = () => 100_000;

    /// <summary>Where the trigger output leads to.</summary>
    public Action Trigger { get; set; } = () => { };

    /// <inheritdoc />
    public IReadOnlyList<string> Take(string line)
    {
        var words = line.Trim().Split(' ', 2, StringSplitOptions.TrimEntries);
        var argument = words.Length > 1 ? words[1] : "";
        return words[0] switch
        {
            "IDN?" => ["NVSCANNER-COUNTER,emulator,0001,1.0"],
            "LIMITS?" => [string.Create(CultureInfo.InvariantCulture, $"{MostBins},{ShortestNanoseconds},{LongestNanoseconds}")],
            "COUNT" => [Count(argument)],
            "ARM" => [Arm(argument)],
            "START" => [Start()],
            "STOP" => [Stop()],
            _ => ["ERR unknown command"],
        };
    }

    private string Count(string argument)
    {
        _armed = null;
        return Dwell(argument) is { } seconds ? Counts(seconds).ToString(CultureInfo.InvariantCulture) : "ERR gate";
    }

    private string Arm(string argument)
    {
        _armed = null;
        if (argument.Split(',') is not [var count, var dwell, var settling]) return "ERR three numbers";
        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var bins) || bins is < 1 or > MostBins) return "ERR bins";
        if (!long.TryParse(settling, NumberStyles.None, CultureInfo.InvariantCulture, out var wait) || wait > LongestNanoseconds) return "ERR settling";
        if (Dwell(dwell) is not { } seconds) return "ERR dwell";
        _armed = (bins, seconds);
        return "OK";
    }

    private string Stop()
    {
        _armed = null;
        return "OK";
    }

    private string Start()
    {
        if (_armed is not var (bins, seconds)) return "ERR not armed";
        var bytes = new byte[bins * 10];
        for (var bin = 0; bin < bins; bin++)
        {
            Trigger();
            var record = bytes.AsSpan(bin * 10, 10);
            record[0] = 0xA5;
            BinaryPrimitives.WriteInt32LittleEndian(record[1..], bin);
            BinaryPrimitives.WriteUInt32LittleEndian(record[5..], Counts(seconds));
            // bit by bit, as a controller without a table does it
            byte crc = 0;
            foreach (var value in record[1..9])
            {
                crc ^= value;
                for (var bit = 0; bit < 8; bit++) crc = (byte)((crc & 0x80) != 0 ? (crc << 1) ^ 0x07 : crc << 1);
            }
            record[9] = crc;
        }
        return Encoding.Latin1.GetString(bytes);
    }

    private uint Counts(double seconds) => Math.Round(Rate() * seconds) is var counts && counts >= uint.MaxValue ? uint.MaxValue : (uint)counts;

    private static double? Dwell(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var nanoseconds) && nanoseconds is >= ShortestNanoseconds and <= LongestNanoseconds ? 1e-9 * nanoseconds : null;
}
