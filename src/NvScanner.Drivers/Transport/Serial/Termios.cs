using System.Runtime.InteropServices;

namespace NvScanner.Drivers.Transport.Serial;

/// <summary>
/// The kernel's `struct termios2` and its flags (Linux, include/uapi/asm-generic/termbits.h), the same on x64 and arm64. Not the C library's
/// `struct termios`: its functions take rates as codes in some versions and as numbers in others.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Termios
{
    public const nuint Get = 0x802C542A;
    public const nuint SetAndDropInput = 0x402C542D;

    private const uint DataBitsMask = 0x30, TwoStopBits = 0x40, Receive = 0x80, ParityBit = 0x100, OddParity = 0x200, IgnoreModemLines = 0x800;
    private const uint RateMask = 0x100F, RateIsNumber = 0x1000, InputRateMask = 0x100F_0000, RtsCts = 0x8000_0000, CheckParity = 0x10;
    private const int MinimumBytes = 6, Time = 5;

    // rates that have a code of their own are set by it: programs that know no others then see them
    private static readonly (int Rate, uint Code)[] Coded =
    [
        (1200, 0x9), (2400, 0xB), (4800, 0xC), (9600, 0xD), (19_200, 0xE), (38_400, 0xF), (57_600, 0x1001), (115_200, 0x1002),
        (230_400, 0x1003), (460_800, 0x1004), (500_000, 0x1005), (576_000, 0x1006), (921_600, 0x1007), (1_000_000, 0x1008),
    ];

    private uint _input, _output, _control, _local;
    private byte _discipline;
    private fixed byte _characters[19];
    private uint _inputRate, _outputRate;

    /// <summary>Changes nothing but what a line of raw bytes needs.</summary>
    public void MakeRaw(SerialSettings settings)
    {
        (_input, _output, _local) = (settings.Parity == SerialParity.None ? 0 : CheckParity, 0, 0);
        _control &= ~(DataBitsMask | TwoStopBits | ParityBit | OddParity | RateMask | InputRateMask | RtsCts);
        var (_, code) = Array.Find(Coded, c => c.Rate == settings.BaudRate);
        _control |= Receive | IgnoreModemLines | (code > 0 ? code : RateIsNumber) | ((uint)(settings.DataBits - 5) << 4);
        if (settings.StopBits == 2) _control |= TwoStopBits;
        if (settings.Parity != SerialParity.None) _control |= ParityBit;
        if (settings.Parity == SerialParity.Odd) _control |= OddParity;
        if (settings.FlowControl == SerialFlowControl.RtsCts) _control |= RtsCts;
        (_characters[MinimumBytes], _characters[Time]) = (1, 0);
        _inputRate = _outputRate = (uint)settings.BaudRate;
    }

    /// <summary>What the driver of the port has made of it.</summary>
    public readonly SerialSettings Read() => new()
    {
        BaudRate = (int)_outputRate,
        DataBits = (int)((_control & DataBitsMask) >> 4) + 5,
        Parity = (_control & ParityBit) == 0 ? SerialParity.None : (_control & OddParity) == 0 ? SerialParity.Even : SerialParity.Odd,
        StopBits = (_control & TwoStopBits) == 0 ? 1 : 2,
        FlowControl = (_control & RtsCts) == 0 ? SerialFlowControl.None : SerialFlowControl.RtsCts,
    };
}
