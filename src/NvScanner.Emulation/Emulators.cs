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
        Text("cobolt.06", "Cobolt 06-MLD laser of 50 mW.", null, _ => new Cobolt06Emulator()),
        Text("coherent.obis", "Coherent OBIS laser of 20 mW.", null, _ => new ObisEmulator()),
        new("idq.id900", "ID Quantique ID900 Time Controller with light on input 1.", 5555, (time, port) => ZeroMqHost(new Id900Emulator(time), time, port)),
        Text("keithley.2450", "Keithley 2450 with a cell of 3.7 V, on a raw socket.", 5025, _ => new Keithley2450Emulator()),
        Text("keithley.6221", "Keithley 6221 on a raw socket.", 1394, _ => new Keithley6221Emulator()),
        new("nanonis.stage", "Nanonis controller with tip and sample, on the port and the three after it; it serves nanonis.probe as well.", 6501, (time, port) => Nanonis(time, port, offset: 0)),
        new("nanonis.probe", "Nanonis controller with tip and sample, on the port, the two before it and the one after it; it serves nanonis.stage as well.", 6503, (time, port) => Nanonis(time, port, offset: 2)),
        Text("nvscanner.counter", "Photon counter with NvScanner's own protocol.", null, _ => new SerialCounterEmulator()),
        Text("pi.gcs2", "Physik Instrumente E-727 with a stage of 100 um.", 50000, time => new E727Emulator(time)),
        Text("rohde-schwarz.smb", "Rohde & Schwarz SMBV100A on a raw socket.", 5025, _ => new SmbEmulator()),
        Text("scpi.bias-field", "Bipolar SCPI source with three coils, on a raw socket.", 5025, _ => new CoilSourceEmulator()),
        Text("scpi.microwave", "SCPI generator on a raw socket.", 5025, _ => new SmbEmulator("SMA100B")),
        Text("srs.sg380", "Stanford Research Systems SG384 on a raw socket.", 5025, _ => new Sg384Emulator()),
        new("swabian.pulse-streamer", "Swabian Instruments Pulse Streamer 8/2.", 8050, (time, port) => JsonRpcHost(new PulseStreamerEmulator(time), time, port)),
        Text("toptica.ibeam-smart", "Toptica iBeam smart laser of 100 mW.", null, _ => new IBeamSmartEmulator()),
        Text("windfreak.synth-hd", "Windfreak SynthHD v2.", null, _ => new SynthHdEmulator()),
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

    private static EmulatorEntry Text(string name, string description, int? usualPort, Func<TimeProvider, ITextInstrument> create) => new(
        name, description, usualPort,
        (time, port) => Hosted(new TcpTextHost(create(time), time, port)),
        time => Hosted(new PtyTextHost(create(time), time)));

    private static EmulatorHost Hosted(ITextHost host) => new(host.Address, host);
}
