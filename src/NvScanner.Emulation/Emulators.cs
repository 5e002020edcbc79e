using NvScanner.Emulation.Hosting;
using NvScanner.Emulation.StanfordResearch;

namespace NvScanner.Emulation;

/// <summary>The emulators that can be started by name.</summary>
public static class Emulators
{
    /// <summary>Every emulator; the name is the key of the driver that speaks to it.</summary>
    public static IReadOnlyList<EmulatorEntry> All { get; } =
    [
        new("srs.sg380", "Stanford Research Systems SG384 on a raw socket.", 5025, (time, port) => TextHost(new Sg384Emulator(), time, port)),
    ];

    private static EmulatorHost TextHost(ITextInstrument instrument, TimeProvider time, int port)
    {
        TcpTextHost host = new(instrument, time, port);
        return new EmulatorHost(host.Address, host);
    }
}
