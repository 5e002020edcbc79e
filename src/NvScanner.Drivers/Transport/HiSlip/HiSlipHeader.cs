using System.Buffers.Binary;

namespace NvScanner.Drivers.Transport.HiSlip;

/// <summary>The sixteen bytes before every message: "HS", type, control code, parameter, length of the payload, big-endian.</summary>
internal readonly record struct HiSlipHeader(HiSlipMessage Type, byte Control, uint Parameter, ulong Length)
{
    public const int Size = 16;

    public void Write(Span<byte> bytes)
    {
        "HS"u8.CopyTo(bytes);
        (bytes[2], bytes[3]) = ((byte)Type, Control);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], Parameter);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Length);
    }

    /// <summary>Null where the bytes begin no message.</summary>
    public static HiSlipHeader? Read(ReadOnlySpan<byte> bytes) => bytes.StartsWith("HS"u8)
        ? new((HiSlipMessage)bytes[2], bytes[3], BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]))
        : null;
}
