using NvScanner.Abstractions.Instruments;
using NvScanner.Drivers.BiasField;
using NvScanner.Drivers.Cobolt;
using NvScanner.Drivers.Coherent;
using NvScanner.Drivers.Connections;
using NvScanner.Drivers.Dialogues;
using NvScanner.Drivers.IdQuantique;
using NvScanner.Drivers.Keithley;
using NvScanner.Drivers.Microwave;
using NvScanner.Drivers.Nanonis;
using NvScanner.Drivers.PhysikInstrumente;
using NvScanner.Drivers.RohdeSchwarz;
using NvScanner.Drivers.Scpi;
using NvScanner.Drivers.StanfordResearch;
using NvScanner.Drivers.Swabian;
using NvScanner.Drivers.Toptica;
using NvScanner.Drivers.Windfreak;

namespace NvScanner.Drivers;

/// <summary>The drivers of real instruments, by key.</summary>
public static class InstrumentDrivers
{
    /// <summary>Every factory.</summary>
    public static IReadOnlyList<IDriverFactory> All { get; } =
    [
        new InstrumentDriverFactory("cobolt.06", InstrumentRoles.Laser, "Cobolt 06-01, 08-01 and Skyra lasers at constant power.", Cobolt06Laser.Options,
            (spec, context) => new Cobolt06Laser(spec, context)),
        new InstrumentDriverFactory("coherent.obis", InstrumentRoles.Laser, "Coherent OBIS lasers at constant power.", ObisLaser.Options,
            (spec, context) => new ObisLaser(spec, context)),
        new InstrumentDriverFactory("idq.id900", InstrumentRoles.Counter, "One input of an ID Quantique ID900 or ID1000 Time Controller, gated by software.", Id900Counter.Options,
            (spec, context) => new Id900Counter(spec, context)),
        new InstrumentDriverFactory("keithley.2450", InstrumentRoles.Potentiostat, "Keithley 2450, 2460 and 2461 source-meters as potentiostat of a cell.", Keithley2450Potentiostat.Options,
            (spec, context) => new Keithley2450Potentiostat(spec, Scpi(spec, context), context.Time)),
        new InstrumentDriverFactory("keithley.6221", InstrumentRoles.CurrentSource, "Keithley 6221 current source, direct and alternating.", Keithley6221Source.Options,
            (spec, context) => new Keithley6221Source(spec, Scpi(spec, context), context.Time)),
        new InstrumentDriverFactory("nanonis.stage", InstrumentRoles.Stage, "Scan piezo of a SPECS Nanonis controller (V5, V5e, Mimea) over its TCP programming interface.", NanonisStage.Options,
            (spec, context) => new NanonisStage(spec, context)),
        new InstrumentDriverFactory("nanonis.probe", InstrumentRoles.Probe, "Tip and height feedback of a SPECS Nanonis controller (V5, V5e, Mimea) over its TCP programming interface.", NanonisProbe.Options,
            (spec, context) => new NanonisProbe(spec, context)),
        new InstrumentDriverFactory("nvscanner.counter", InstrumentRoles.Counter, "A counter of one's own that speaks NvScanner's protocol, over a serial line or TCP.", SerialCounter.SerialCounter.Options,
            (spec, context) => new SerialCounter.SerialCounter(spec, context)),
        new InstrumentDriverFactory("pi.gcs2", InstrumentRoles.Stage, "Two closed-loop axes of a Physik Instrumente controller with GCS 2.0: E-727, E-709, E-754 and others.", GcsStage.Options,
            (spec, context) => new GcsStage(spec, context)),
        new InstrumentDriverFactory("rohde-schwarz.smb", InstrumentRoles.Microwave, "Rohde & Schwarz SMB100A, SMBV100A, SGS100A, SMCV, SMA and SMW.", SmbSource.Options,
            (spec, context) => new SmbSource(spec, Scpi(spec, context), context.Time)),
        new InstrumentDriverFactory("scpi.bias-field", InstrumentRoles.BiasField, "Three coils on one SCPI current source with three outputs, or on three with one.", CoilField.Options,
            (spec, context) => new CoilField(spec, context)),
        new InstrumentDriverFactory("scpi.microwave", InstrumentRoles.Microwave, "Any generator with SCPI commands for frequency, level and output, stepped by software.", ScpiMicrowaveSource.Options,
            (spec, context) => new ScpiMicrowaveSource(spec, Scpi(spec, context), context.Time)),
        new InstrumentDriverFactory("srs.sg380", InstrumentRoles.Microwave, "Stanford Research Systems SG382/384/386 and SG392/394/396, type-N output.", Sg380Source.Options,
            (spec, context) => new Sg380Source(spec, Scpi(spec, context), context.Time)),
        new InstrumentDriverFactory("swabian.pulse-streamer", InstrumentRoles.Pulser, "Swabian Instruments Pulse Streamer 8/2, firmware 1.0 or later.", PulseStreamer.Options,
            (spec, context) => new PulseStreamer(spec, context)),
        new InstrumentDriverFactory("toptica.ibeam-smart", InstrumentRoles.Laser, "Toptica iBeam smart lasers, gated by TTL where wanted.", IBeamSmartLaser.Options,
            (spec, context) => new IBeamSmartLaser(spec, context)),
        new InstrumentDriverFactory("windfreak.synth-hd", InstrumentRoles.Microwave, "One channel of a Windfreak SynthHD v1.4, v2 or PRO.", SynthHdSource.Options,
            (spec, context) => new SynthHdSource(spec, context)),
    ];

    private static ScpiDialogue Scpi(InstrumentSpec spec, DriverContext context) => new(spec.Id, Connection.Of(spec, context, new DialogueSettings()));
}
