using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Safety;
using NvScanner.Configuration.Documents;
using NvScanner.Configuration.Rules;

namespace NvScanner.Configuration.Profiles;

/// <summary>Keys of a profile.</summary>
internal sealed class ProfileKeys
{
    private static readonly Key<int> Schema = SchemaKey.Create("profile");
    private static readonly Key<string> Name = new("name", new TextRule(), "Name of the rig.", required: true);
    private static readonly Key<TipCalibration> Tip = new("tip", TipKeys.Section, "The diamond tip and its calibration.", required: true);

    private static readonly Key<MovingPart> Moves = new("moves", new WordRule<MovingPart>([("tip", MovingPart.Tip), ("sample", MovingPart.Sample)]),
        "What the scanner moves; positions are those of the NV relative to the sample either way; a simulated stage moves the tip.", "tip");

    private readonly Key<IReadOnlyList<InstrumentSpec>> _instruments;

    /// <summary>Creates the keys for the drivers that are there; <paramref name="environment"/> gives the value of an environment variable or null.</summary>
    public ProfileKeys(IEnumerable<IDriverFactory> drivers, Func<string, string?> environment)
    {
        var byKey = drivers.ToDictionary(d => d.Key, StringComparer.Ordinal);
        var section = new InstrumentKeys(byKey, environment).Section();
        _instruments = new("instruments", new ListRule<InstrumentSpec>(section, 1, InstrumentRoles.Interfaces.Count, RoleTaken), "The instruments of the rig.", required: true);
        Root = new SectionRule<RigProfile>("profile",
            [Schema, Name, _instruments, Tip, ChainKeys.Chain, Moves, SafetyKeys.Safety, SimulationKeys.Simulation, FaultKeys.Faults, LeadKeys.Leads],
            Build);
    }

    /// <summary>The whole profile.</summary>
    public SectionRule<RigProfile> Root { get; }

    private static string? RoleTaken(IReadOnlyList<InstrumentSpec> before, InstrumentSpec instrument) =>
        before.FirstOrDefault(i => i.Role == instrument.Role) is { } other
            ? $"role {instrument.Role} is filled twice (first by {other.Driver}): a rig has one instrument per role"
            : null;

    private RigProfile Build(SectionValues s)
    {
        var profile = new RigProfile
        {
            Name = s.Get(Name),
            Instruments = s.Get(_instruments),
            Safety = s.Get(SafetyKeys.Safety),
            Tip = s.Get(Tip),
            MicrowaveChain = s.Get(ChainKeys.Chain),
            Moves = s.Get(Moves),
            Simulation = s.Find(SimulationKeys.Simulation),
            Faults = s.Get(FaultKeys.Faults),
            Leads = s.Get(LeadKeys.Leads),
        };
        var simulated = profile.Instruments.Where(i => i.IsSimulated).ToArray();
        if (simulated.Length > 0 && profile.Simulation is null)
            s.Refuse(SimulationKeys.Simulation, $"is missing: {simulated[0].Id} needs a simulated sample, for example {{ sample: test-strip }}");
        if (simulated.Length == 0 && profile.Simulation is not null)
            s.Refuse(SimulationKeys.Simulation, "has no meaning here: no instrument is simulated");
        if (profile.Moves == MovingPart.Sample && profile.Find(InstrumentRoles.Stage) is { IsSimulated: true })
            s.Refuse(Moves, "cannot be sample here: the simulated stage moves the tip; leave the key out or write tip");
        FaultKeys.Check(s, profile);
        return profile;
    }

    /// <summary>Amplifier and antenna.</summary>
    private static class ChainKeys
    {
        private static readonly Key<QuantityRange<Frequency>> Band = new("amplifier-band", Values.Range<Frequency>(atLeast: 0), "Frequencies that amplifier, bias tee and antenna pass; left out, only the source limits.");
        private static readonly Key<RfPower> MaximumInput = new("max-input", Values.Of<RfPower>(atLeast: -140, atMost: 60), "Largest power at the amplifier's input; left out, only the source limits.");
        private static readonly Key<Frequency> Rabi = new("rabi-at-0-dbm", Values.Of<Frequency>(above: 0, atMost: 1e9), "Rabi frequency at the NV with 0 dBm at the source's connector: the calibration of the antenna.", Quantity.Format(new MicrowaveChain().RabiAtZeroDbm, 12));

        public static Key<MicrowaveChain> Chain { get; } = new("microwave-chain",
            new SectionRule<MicrowaveChain>("microwave-chain", [Band, MaximumInput, Rabi],
                s => new MicrowaveChain { AmplifierBand = s.FindValue(Band), MaximumInput = s.FindValue(MaximumInput), RabiAtZeroDbm = s.Get(Rabi) },
                [
                    new("gain", "the amplifier's gain is", "write rabi-at-0-dbm, which contains it"),
                    new("antenna", "a table of the antenna is", "write rabi-at-0-dbm, its value near the transitions"),
                ]),
            "What stands between the microwave source and the NV.", "{}");
    }

    /// <summary>Making safe.</summary>
    private static class SafetyKeys
    {
        private static readonly SafetyPlan Default = new();

        private static readonly Key<IReadOnlyList<string>> Order = new("order",
            new ListRule<string>(Values.Word([.. Default.Order]), 1, 4, (before, word) => before.Contains(word) ? $"'{word}' appears twice" : null),
            "Priority of the devices that share a bus; all are made safe at once otherwise.", $"[{string.Join(", ", Default.Order)}]");

        private static readonly Key<TimeSpan> Deadline = new("deadline", Values.Time(1e-3, 60), "Longest time that one instrument may take to be made safe.", Quantity.Format(new Duration(Default.Deadline.TotalSeconds), 12));

        public static Key<SafetyPlan> Safety { get; } = new("safety",
            new SectionRule<SafetyPlan>("safety", [Order, Deadline], s => new SafetyPlan { Order = s.Get(Order), Deadline = s.Get(Deadline) }),
            "How the rig is made safe.", "{}");
    }

    /// <summary>The simulated world.</summary>
    private static class SimulationKeys
    {
        private static readonly Key<string> Sample = new("sample", Values.Word("test-strip", "lco-particles", "letter-f", "battery-cross-section"), "The simulated sample.", required: true);
        private static readonly Key<ulong> Seed = new("seed", new SeedRule(), "Seed of everything random; the same seed gives the same counts.", "1");
        private static readonly Key<MappingNode> Settings = new("settings", new EntriesRule("settings of the sample by name", new TextRule()), "Further settings of the simulated sample.", "{}");

        private static readonly Key<string> Anode = new("anode", new TextRule(100), "Of the negative electrode and its dendrite: an element, an alloy or an anode material.", "Li");
        private static readonly Key<string> Cathode = new("cathode", new TextRule(100), "Of the particles of the positive electrode: a cathode material.", "LixCoO2");
        private static readonly Key<string> Electrolyte = new("electrolyte", new TextRule(100), "Between them: an electrolyte.", "LLZO");

        private static readonly Key<IReadOnlyDictionary<string, string>> Materials = new("materials",
            new SectionRule<IReadOnlyDictionary<string, string>>("simulation.materials", [Anode, Cathode, Electrolyte], s =>
                new Key<string>[] { Anode, Cathode, Electrolyte }.Where(s.Has).ToDictionary(part => part.Name, part => s.Get(part))),
            "Materials of battery-cross-section by their names in the table of materials (Li, Cu, LFP, LLZO, ...): their susceptibility makes the stray field. Currents and voltages stay those of Li, LLZO and LixCoO2.");

        public static Key<SimulationSpec> Simulation { get; } = new("simulation", new SectionRule<SimulationSpec>("simulation", [Sample, Seed, Materials, Settings], Build),
            "The simulated sample and its seed; needed by simulated drivers, and only by them.");

        private static SimulationSpec Build(SectionValues s)
        {
            var settings = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var entry in s.Get(Settings).Entries)
            {
                if (entry.Value is ScalarNode { IsNull: false } scalar)
                    settings[entry.Key] = scalar.Text;
                else
                    s.Refuse(Settings, "." + entry.Key, entry.Value.Where, "must be a single value");
            }

            return new SimulationSpec { Sample = s.Get(Sample), Seed = s.Get(Seed), Materials = s.Find(Materials) ?? new Dictionary<string, string>(), Settings = settings };
        }
    }
}
