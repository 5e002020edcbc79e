using NvScanner.Emulation.BiasField;
using NvScanner.Emulation.Cobolt;
using NvScanner.Emulation.Coherent;
using NvScanner.Emulation.Hosting;
using NvScanner.Emulation.IdQuantique;
using NvScanner.Emulation.Keithley;
using NvScanner.Emulation.Nanonis;
using NvScanner.Emulation.PhysikInstrumente;
using NvScanner.Emulation.RohdeSchwarz;
using NvScanner.Emulation.SerialCounter;
using NvScanner.Emulation.StanfordResearch;
using NvScanner.Emulation.Swabian;
using NvScanner.Emulation.Toptica;
using NvScanner.Emulation.Windfreak;

namespace NvScanner.Emulation;

/// <summary>The emulators that can be started by name.</summary>
public static class Emulators
{
    /// <summary>Every emulator; the name is the key of the driver that speaks to it.</summary>
    public static IReadOnlyList<EmulatorEntry> All { get; } =
    [
        new("cobolt.06", "Cobolt 06-MLD laser of 50 mW.", null, (time, port) => TextHost(new Cobolt06Emulator(), time, port)),
        new("coherent.obis", "Coherent OBIS laser of 20 mW.", null, (time, port) => TextHost(new ObisEmulator(), time, port)),
        new("idq.id900", "ID Quantique ID900 Time Controller with light on input 1.", 5555, (time, port) => ZeroMqHost(new Id900Emulator(time), time, port)),
        new("keithley.2450", "Keithley 2450 with a cell of 3.7 V, on a raw socket.", 5025, (time, port) => TextHost(new Keithley2450Emulator(), time, port)),
        new("keithley.6221", "Keithley 6221 on a raw socket.", 1394, (time, port) => TextHost(new Keithley6221Emulator(), time, port)),
        new("nanonis.stage", "Nanonis controller with tip and sample, on the port and the three after it; it serves nanonis.probe as well.", 6501, (time, port) => Nanonis(time, port, offset: 0)),
        new("nanonis.probe", "Nanonis controller with tip and sample, on the port, the two before it and the one after it; it serves nanonis.stage as well.", 6503, (time, port) => Nanonis(time, port, offset: 2)),
        new("nvscanner.counter", "Photon counter with NvScanner's own protocol.", null, (time, port) => TextHost(new SerialCounterEmulator(), time, port)),
        new("pi.gcs2", "Physik Instrumente E-727 with a stage of 100 um.", 50000, (time, port) => TextHost(new E727Emulator(time), time, port)),
        new("rohde-schwarz.smb", "Rohde & Schwarz SMBV100A on a raw socket.", 5025, (time, port) => TextHost(new SmbEmulator(), time, port)),
        new("scpi.bias-field", "Bipolar SCPI source with three coils, on a raw socket.", 5025, (time, port) => TextHost(new CoilSourceEmulator(), time, port)),
        new("scpi.microwave", "SCPI generator on a raw socket.", 5025, (time, port) => TextHost(new SmbEmulator("SMA100B"), time, port)),
        new("srs.sg380", "Stanford Research Systems SG384 on a raw socket.", 5025, (time, port) => TextHost(new Sg384Emulator(), time, port)),
        new("swabian.pulse-streamer", "Swabian Instruments Pulse Streamer 8/2.", 8050, (time, port) => JsonRpcHost(new PulseStreamerEmulator(time), time, port)),
        new("toptica.ibeam-smart", "Toptica iBeam smart laser of 100 mW.", null, (time, port) => TextHost(new IBeamSmartEmulator(), time, port)),
        new("windfreak.synth-hd", "Windfreak SynthHD v2.", null, (time, port) => TextHost(new SynthHdEmulator(), time, port)),
    ];

    private static EmulatorHost Nanonis(TimeProvider time, int port, int offset)
    {
        NanonisHost host = new(new NanonisEmulator(time), time, port == 0 ? 0 : port - offset);
        return new EmulatorHost(FormattableString.Invariant($"TCPIP::127.0.0.1::{host.FirstPort + offset}::SOCKET"), host);
    }

    private static EmulatorHost JsonRpcHost(IJsonRpcInstrument instrument, TimeProvider time, int port)
    {
        JsonRpcHost host = new(instrument, time, port);
        return new EmulatorHost(host.Address, host);
    }

    private static EmulatorHost ZeroMqHost(ITextInstrument instrument, TimeProvider time, int port)
    {
        ZmtpHost host = new(instrument, time, port);
        return new EmulatorHost(host.Address, host);
    }

    private static EmulatorHost TextHost(ITextInstrument instrument, TimeProvider time, int port)
    {
        TcpTextHost host = new(instrument, time, port);
        return new EmulatorHost(host.Address, host);
    }
}
