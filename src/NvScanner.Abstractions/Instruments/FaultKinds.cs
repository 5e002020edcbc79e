namespace NvScanner.Abstractions.Instruments;

/// <summary>Every fault that the simulated rig knows, by name: the seven of every instrument's line, and those of single instruments.</summary>
public static class FaultKinds
{
    private const string UntilItsEnd = "lasts until the end of the run";
    private const string UntilConnected = "lasts until the instrument is connected anew";
    private const string OneReply = "strikes one command";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Registers overflow.</summary>
    public static FaultKind CounterOverflow { get; } = new("counter-overflow", InstrumentRoles.Counter, "A register of the counter overflows and its status says so; the reading is refused.", null, null, null, OneReply);

    /// <summary>The detector is flooded.</summary>
    public static FaultKind CounterSaturation { get; } = new("counter-saturation", InstrumentRoles.Counter, "Stray light floods the detector.", 1e9, "stray light in photons per second", Minute, "");

    /// <summary>No counts arrive.</summary>
    public static FaultKind CounterZero { get; } = new("counter-zero", InstrumentRoles.Counter, "No counts arrive: a cable has come off or the detector has lost its supply.", null, null, Minute, "");

    /// <summary>The source misses a trigger.</summary>
    public static FaultKind CounterMissedTrigger { get; } = new("counter-missed-trigger", InstrumentRoles.Counter, "One trigger of a sweep does not reach the microwave source: the rest of the sweep is one frequency behind.", null, null, null, "strikes one sweep");

    /// <summary>The source sees a trigger too many.</summary>
    public static FaultKind CounterExtraTrigger { get; } = new("counter-extra-trigger", InstrumentRoles.Counter, "A spike on the trigger line: the rest of one sweep is one frequency ahead.", null, null, null, "strikes one sweep");

    /// <summary>A number beyond what can be counted.</summary>
    public static FaultKind CounterOverRange { get; } = new("counter-over-range", InstrumentRoles.Counter, "One bin reads all bits set, which is no number of photons; the status says nothing.", null, null, null, "strikes one sweep");

    /// <summary>The interlock opens.</summary>
    public static FaultKind LaserInterlockOpen { get; } = new("laser-interlock-open", InstrumentRoles.Laser, "The interlock opens: emission ends and is refused until it is closed; it does not come back by itself.", null, null, Minute, "");

    /// <summary>The interlock opens for a moment.</summary>
    public static FaultKind LaserInterlockFlicker { get; } = new("laser-interlock-flicker", InstrumentRoles.Laser, "The interlock opens for a moment; the laser latches: emission is off until it is switched on again.", null, null, TimeSpan.FromMilliseconds(0.5), "");

    /// <summary>The power falls.</summary>
    public static FaultKind LaserPowerSag { get; } = new("laser-power-sag", InstrumentRoles.Laser, "The optical power falls to a part of its set-point.", 0.3, "part of the power that is left, 0 to 1", Minute, "");

    /// <summary>The potentiostat is lost with its output on.</summary>
    public static FaultKind PotentiostatLost { get; } = new("potentiostat-lost", InstrumentRoles.Potentiostat, "The connection is lost while the output stays as it is.", null, null, null, UntilConnected);

    /// <summary>The voltage exceeds set-point and compliance.</summary>
    public static FaultKind PotentiostatOverVoltage { get; } = new("potentiostat-over-voltage", InstrumentRoles.Potentiostat, "The control loop fails: the cell's voltage is above set-point and compliance.", 0.5, "V above", Minute, "");

    /// <summary>The current exceeds set-point and compliance.</summary>
    public static FaultKind PotentiostatOverCurrent { get; } = new("potentiostat-over-current", InstrumentRoles.Potentiostat, "The control loop fails: the current is above set-point and compliance.", 0.05, "A above", Minute, "");

    /// <summary>Readings of the cell no longer change.</summary>
    public static FaultKind PotentiostatSensorStuck { get; } = new("potentiostat-sensor-stuck", InstrumentRoles.Potentiostat, "Voltage and current are read as they were when the fault came.", null, null, Minute, "");

    /// <summary>The sample becomes hot.</summary>
    public static FaultKind SampleOverTemperature { get; } = new("sample-over-temperature", InstrumentRoles.Temperature, "The sample becomes warmer within some ten seconds.", 60, "K above its surroundings", TimeSpan.FromMinutes(10), "");

    /// <summary>Readings of the temperature no longer change.</summary>
    public static FaultKind TemperatureSensorStuck { get; } = new("temperature-sensor-stuck", InstrumentRoles.Temperature, "The temperature is read as it was when the fault came.", null, null, Minute, "");

    /// <summary>There is no sensor at the thermometer.</summary>
    public static FaultKind TemperatureSensorAbsent { get; } = new("temperature-sensor-absent", InstrumentRoles.Temperature, "The sensor is missing or its wire has broken: the thermometer answers that it is no number.", null, null, null, UntilItsEnd);

    /// <summary>Moves end beside their targets.</summary>
    public static FaultKind StageMissedTarget { get; } = new("stage-missed-target", InstrumentRoles.Stage, "Moves end beside their targets; the read-back shows it.", 50, "nm along +x", Minute, "");

    /// <summary>The stage sticks.</summary>
    public static FaultKind StageStiction { get; } = new("stage-stiction", InstrumentRoles.Stage, "The stage stays where it is; the read-back shows it.", null, null, TimeSpan.FromSeconds(10), "");

    /// <summary>The tip is driven into the sample.</summary>
    public static FaultKind ProbeTipCrash { get; } = new("probe-tip-crash", InstrumentRoles.Probe, "The tip is driven into the sample: the probe reports its deflection, and afterwards the NV is farther away and less of its light is collected.", 100, "nm that the NV is farther from the sample afterwards", null, "the damage stays");

    /// <summary>The z piezo ends at its rail.</summary>
    public static FaultKind ProbeZRail { get; } = new("probe-z-rail", InstrumentRoles.Probe, "The z piezo is at the end of its range: the probe says so and the tip no longer follows the sample.", 300, "nm that the tip hangs above the sample", Minute, "");

    /// <summary>The synthesizer loses its lock.</summary>
    public static FaultKind MicrowaveUnlock { get; } = new("microwave-unlock", InstrumentRoles.Microwave, "The synthesizer loses its lock: its frequency is off, and its status says so.", 8, "MHz too high", Minute, "");

    /// <summary>The microwave power falls.</summary>
    public static FaultKind MicrowavePowerSag { get; } = new("microwave-power-sag", InstrumentRoles.Microwave, "The microwave power falls; the source says that it is not levelled.", 3, "dB less", Minute, "");

    /// <summary>The cell is shorted.</summary>
    public static FaultKind CellShort { get; } = new("cell-short", InstrumentRoles.Potentiostat, "The cell is shorted outside: its voltage breaks down.", 0.1, "V left at its clamps", Minute, "");

    /// <summary>Every kind: the links' first, by role, then those of single instruments.</summary>
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        .. InstrumentRoles.Interfaces.Keys.SelectMany(role => new[] { Hang(role), Slow(role), Garbage(role), Partial(role), Disconnect(role), Reset(role), Replaced(role) }),
        CounterOverflow, CounterSaturation, CounterZero, CounterMissedTrigger, CounterExtraTrigger, CounterOverRange,
        LaserInterlockOpen, LaserInterlockFlicker, LaserPowerSag,
        PotentiostatLost, PotentiostatOverVoltage, PotentiostatOverCurrent, PotentiostatSensorStuck,
        SampleOverTemperature, TemperatureSensorStuck, TemperatureSensorAbsent,
        StageMissedTarget, StageStiction, ProbeTipCrash, ProbeZRail, MicrowaveUnlock, MicrowavePowerSag, CellShort,
    ];

    /// <summary>The kind of that name, or null.</summary>
    public static FaultKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>The instrument of a role no longer answers.</summary>
    public static FaultKind Hang(string role) => new(role + "-hang", role, "Commands are taken and never answered.", null, null, null, UntilItsEnd);

    /// <summary>The instrument of a role answers late.</summary>
    public static FaultKind Slow(string role) => new(role + "-slow", role, "A reply comes late, when nobody waits for it any more.", 30, "s late", null, OneReply);

    /// <summary>The instrument of a role answers nonsense.</summary>
    public static FaultKind Garbage(string role) => new(role + "-garbage", role, "A reply is nonsense; whether the command was obeyed is not known.", null, null, null, OneReply);

    /// <summary>A reply of the instrument of a role comes in two parts.</summary>
    public static FaultKind Partial(string role) => new(role + "-partial", role, "A reply is cut; its rest comes in front of the next one.", null, null, null, "strikes one command and the next");

    /// <summary>The connection to the instrument of a role is lost.</summary>
    public static FaultKind Disconnect(string role) => new(role + "-disconnect", role, "The connection is lost; the instrument stays as it is.", null, null, null, UntilConnected);

    /// <summary>The instrument of a role restarts with its defaults.</summary>
    public static FaultKind Reset(string role) => new(role + "-reset", role, "The instrument restarts with its defaults, outputs off, and answers on as if nothing had happened.", null, null, null, "strikes once");

    /// <summary>Another instrument answers for that of a role.</summary>
    public static FaultKind Replaced(string role) => new(role + "-replaced", role, "The instrument restarts with its defaults, outputs off, and it is another one of its model: its serial number differs.", null, null, null, "strikes once");
}
