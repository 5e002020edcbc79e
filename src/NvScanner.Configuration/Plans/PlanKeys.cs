using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;
using NvScanner.Configuration.Rules;

namespace NvScanner.Configuration.Plans;

/// <summary>Keys of a plan.</summary>
internal static class PlanKeys
{
    private static readonly Key<int> Schema = SchemaKey.Create("plan");

    private static readonly Key<string> Name = new("name", new TextRule(), "Name of the run.", required: true);

    /// <summary>The profile that a plan proposes.</summary>
    public static Key<string> Profile { get; } = new("profile", new TextRule(1000, patternPhrase: "path of a profile"),
        "Profile to use when the command names none, relative to the plan's own folder.");

    private static readonly Key<SamplePlan> Sample = new("sample", SampleKeys.Section, "What is scanned.", required: true);
    private static readonly Key<ScanGeometry> Scan = new("scan", ScanKeys.Section, "Field of view, pixels and path.", required: true);
    private static readonly Key<ProtocolPlan> Protocol = new("protocol", ProtocolKeys.Section, "What is measured at every pixel.", required: true);

    private static readonly Key<RfPower> MicrowavePower = new("power", Values.Of<RfPower>(atLeast: -140, atMost: 40), "Power at the source's connector.", required: true);
    private static readonly Key<RfPower> Microwave = new("microwave", new SectionRule<RfPower>("microwave", [MicrowavePower], s => s.Get(MicrowavePower),
        [new("rabi", "power given as Rabi frequency is", "write microwave.power in dBm")]), "Microwave source.", required: true);

    private static readonly Key<OpticalPower> LaserPower = new("power", Values.Of<OpticalPower>(above: 0, atMost: 10), "Power at the plane that the laser's profile names.", required: true);
    private static readonly Key<OpticalPower> Laser = new("laser", new SectionRule<OpticalPower>("laser", [LaserPower], s => s.Get(LaserPower)), "Excitation.", required: true);

    private static readonly Key<BiasFieldPlan> BiasField = new("bias-field", BiasFieldKeys.Section, "External field.", required: true);
    private static readonly Key<ReferencePlan> Reference = new("reference", ReferenceKeys.Section, "What the stray field is measured against; left out, there are no reference visits.");

    private static readonly Key<Current> ConductorCurrent = new("current", Values.Of<Current>(atLeast: -1, atMost: 1), "Current through the test conductor.", required: true);
    private static readonly Key<Current> CurrentSource = new("current-source", new SectionRule<Current>("current-source", [ConductorCurrent], s => s.Get(ConductorCurrent)), "Current source of a test conductor.");

    private static readonly Key<CellPlan> Cell = new("cell", CellKeys.Section, "The cell under the tip and the programme that drives it while it is scanned; needs `limits.cell` and a potentiostat.");

    private static readonly Key<MagneticField> ExpectedField = new("expected-field", Values.Of<MagneticField>(atLeast: 0, atMost: 1),
        "Largest stray field along the NV axis, of either sign, that the sample may add to the external field; every measured line must stay in a window with it.", "0 T");

    private static readonly Key<LimitsPlan> Limits = new("limits", LimitsKeys.Section, "Limits of the run; leaving one ends it in the safe state.", "{}");

    /// <summary>The whole plan.</summary>
    public static SectionRule<ScanPlan> Root { get; } = new("plan",
        [Schema, Name, Profile, Sample, Scan, Protocol, Microwave, Laser, BiasField, Reference, CurrentSource, Cell, ExpectedField, Limits],
        Build,
        [
            new("temperature", "temperature set-points are", "set the temperature at the controller itself"),
        ]);

    private static ScanPlan Build(SectionValues s)
    {
        var sample = s.Get(Sample);
        if (s.Has(CurrentSource) && sample.Configuration != "test-conductor")
            s.Refuse(CurrentSource, $"drives a test conductor, but sample.configuration is '{sample.Configuration}'");
        var (cell, limits) = (s.Find(Cell), s.Get(Limits));
        if (cell is not null && sample.Battery is null)
            s.Refuse(Cell, $"drives a battery sample, but sample.configuration is '{sample.Configuration}'");
        foreach (var problem in cell is null ? [] : CellPlanChecks.Problems(cell, limits))
            s.RefuseBelow(problem.Field, problem.Message);
        return new ScanPlan
        {
            Name = s.Get(Name),
            Sample = sample,
            Scan = s.Get(Scan),
            Protocol = s.Get(Protocol),
            MicrowavePower = s.Get(Microwave),
            LaserPower = s.Get(Laser),
            BiasField = s.Get(BiasField),
            Reference = s.Find(Reference),
            ConductorCurrent = s.FindValue(CurrentSource),
            Cell = cell,
            ExpectedField = s.Get(ExpectedField),
            Limits = limits,
        };
    }

    /// <summary>The external field.</summary>
    private static class BiasFieldKeys
    {
        private static readonly Key<MagneticField> Magnitude = new("magnitude", Values.Of<MagneticField>(atLeast: 0, atMost: 10), "Magnitude.", required: true);
        private static readonly Key<string> Along = new("along", Values.Word("nv"), "Along the NV axis of the profile's tip; this or `direction`.", "nv");
        private static readonly Key<(Angle First, Angle Second)> Direction = new("direction", new PairRule<Angle>(Values.Of<Angle>(atLeast: -360, atMost: 360), "theta, phi"),
            "Direction in the sample frame: theta from +z, phi from +x counter-clockwise.");

        public static SectionRule<BiasFieldPlan> Section { get; } = new("bias-field", [Magnitude, Along, Direction], s =>
        {
            if (s.Has(Along) && s.Has(Direction))
                s.Refuse(Direction, "contradicts along: write one of the two");
            return s.FindValue(Direction) is { } direction
                ? new BiasFieldPlan(s.Get(Magnitude), direction.First, direction.Second)
                : new BiasFieldPlan(s.Get(Magnitude));
        });
    }

    /// <summary>Reference visits.</summary>
    private static class ReferenceKeys
    {
        private static readonly Key<ReferencePlan> At = new("at", new ShapeRule<ReferencePlan>(
                new WordRule<ReferencePlan>([("retracted", new(ReferenceMode.Retracted)), ("model", new(ReferenceMode.Model))]),
                new MappedRule<(Length First, Length Second), ReferencePlan>(new PairRule<Length>(Values.Of<Length>(atLeast: -1, atMost: 1), "x, y"),
                    p => new(ReferenceMode.Position, 0, p.First.Metres, p.Second.Metres))),
            "A spectrum with the tip retracted, at a position, or the applied external field itself.", required: true);

        private static readonly Key<int> Every = new("every", new CountRule("line", 1, 1_000_000), "A visit before the first line and then every so many lines; left out, before the first line only.");

        private static readonly Key<int> Effort = new("effort", new IntegerRule(1, 10_000),
            "How many times longer than a pixel a visit is measured; its error enters every pixel until the next visit, as a stripe.", "16");

        public static SectionRule<ReferencePlan> Section { get; } = new("reference", [At, Every, Effort], s =>
        {
            var plan = s.Get(At);
            if (plan.Mode == ReferenceMode.Model && s.Has(Every))
                s.Refuse(Every, "has no meaning with at: model, which visits nothing");
            return plan with { EveryLines = s.FindValue(Every) ?? 0, Effort = s.FindValue(Effort) ?? plan.Effort };
        });
    }

    /// <summary>Limits.</summary>
    private static class LimitsKeys
    {
        private static readonly Key<QuantityRange<Voltage>> CellVoltage = new("voltage", Values.Range<Voltage>(), "Allowed cell voltage.", required: true);
        private static readonly Key<QuantityRange<Current>> CellCurrent = new("current", Values.Range<Current>(), "Allowed cell current; a positive current charges.", required: true);
        private static readonly Key<QuantityRange<Temperature>> CellTemperature = new("temperature", Values.Range<Temperature>(atLeast: 0), "Allowed cell temperature.");

        private static readonly Key<LimitsPlan> Cell = new("cell",
            new SectionRule<LimitsPlan>("limits.cell", [CellVoltage, CellCurrent, CellTemperature], s => new LimitsPlan
            {
                Cell = new CellLimits(s.Get(CellVoltage), s.Get(CellCurrent)),
                CellTemperature = s.FindValue(CellTemperature),
            }),
            "Limits of the cell.");

        private static readonly Key<QuantityRange<PhotonRate>> PhotonRate = new("photon-rate", Values.Range<PhotonRate>(atLeast: 0),
            "Photon rate off resonance that is believed: below, the tip is lost; above, the counter or the sample is in danger.");

        public static SectionRule<LimitsPlan> Section { get; } = new("limits", [Cell, PhotonRate],
            s => (s.Find(Cell) ?? new LimitsPlan()) with { PhotonRate = s.FindValue(PhotonRate) });
    }
}
