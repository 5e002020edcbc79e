using System.Buffers.Binary;

namespace NvScanner.Drivers.SerialCounter;

/// <summary>The records in which the counter sends its bins: a sync byte, index and counts as little-endian 32-bit numbers, and a CRC-8 (polynomial 0x07, from 0) over both.</summary>
internal static class BinRecords
{
    public const int Bytes = 10;
    public const byte Sync = 0xA5;

    /// <summary>What counts say that did not fit.</summary>
    public const uint Overflow = uint.MaxValue;

    private static readonly byte[] Table = [.. Enumerable.Range(0, 256).Select(Remainder)];

    /// <summary>Reads the records of a whole acquisition; throws <see cref="FormatException"/> at the first that is damaged, out of turn, or has overflowed.</summary>
    public static void Read(ReadOnlySpan<byte> records, Span<uint> counts)
    {
        for (var bin = 0; bin < counts.Length; bin++)
        {
            var record = records.Slice(bin * Bytes, Bytes);
            if (record[0] != Sync || record[9] != Crc8(record[1..9])) throw new FormatException(FormattableString.Invariant($"the record of bin {bin} is damaged"));
            if (BinaryPrimitives.ReadUInt32LittleEndian(record[1..]) is var index && index != bin) throw new FormatException(FormattableString.Invariant($"bin {index} came in the place of bin {bin}"));
            counts[bin] = BinaryPrimitives.ReadUInt32LittleEndian(record[5..]);
            if (counts[bin] == Overflow) throw new FormatException(FormattableString.Invariant($"the counter overflowed in bin {bin}; shorten the dwell or dim the light"));
        }
    }

    /// <summary>CRC-8 with polynomial x^8 + x^2 + x + 1, from 0, nothing reflected: 0xF4 for "123456789".</summary>
    public static byte Crc8(ReadOnlySpan<byte> bytes)
    {
        byte crc = 0;
        foreach (var value in bytes) crc = Table[crc ^ value];
        return crc;
    }

    private static byte Remainder(int value)
    {
        for (var bit = 0; bit < 8; bit++) value = (value & 0x80) != 0 ? (value << 1) ^ 0x107 : value << 1;
        return (byte)value;
    }
}
