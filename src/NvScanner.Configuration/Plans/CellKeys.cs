using System.Globalization;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;
using NvScanner.Configuration.Rules;

namespace NvScanner.Configuration.Plans;

/// <summary>Keys of the plan's section `cell`.</summary>
internal static class CellKeys
{
    private static readonly NumberRule Content = new(new Bounds(AtLeast: 0, AtMost: 1));

    private static readonly Key<Area> Area = new("area", Values.Of<Area>(above: 0, atMost: 1), "Area of the electrodes.");

    private static readonly Key<Charge> Capacity = new("capacity", Values.Of<Charge>(above: 0, atMost: 3.6e6),
        "Charge between both ends of `x-range`; 1C is this charge in one hour. Needed by C-rates and for the state of charge.");

    private static readonly Key<string> Positive = new("positive", new TextRule(100), "Material of the positive (working) electrode.");
    private static readonly Key<string> Negative = new("negative", new TextRule(100), "Material of the negative electrode.");
    private static readonly Key<string> Electrolyte = new("electrolyte", new TextRule(100), "Electrolyte.");

    private static readonly Key<double> Initial = new("x-initial", Content,
        "Lithium content x of the positive electrode at the start; without it the state of charge is not determined.");

    private static readonly Key<(double First, double Second)> ContentRange = new("x-range",
        new PairRule<double>(Content, "discharged, charged", (discharged, charged) =>
            discharged > charged ? null : string.Create(CultureInfo.InvariantCulture,
                $"charging takes lithium out of the positive electrode: the first value, of the discharged cell, must be above the second, not {discharged} and {charged}")),
        "Lithium content x_0 at state of charge 0 and x_100 at state of charge 1.", "[1.0, 0.5]");

    private static readonly Key<string> Ground = new("ground", Values.Word("floating", "positive", "negative"),
        "Which electrode is on earth; stored with the run.", "floating");

    private static readonly Key<TimeSpan> Sampling = new("sampling", Values.Time(0.01, 600),
        "Time between two readings of the cell: rows of the log, and how often limits and the ends of steps are looked at.", "1 s");

    private static readonly Key<IReadOnlyList<WrittenItem>> Program = new("program", new ListRule<WrittenItem>(CellStepKeys.Section, 1, 200),
        "Steps in their order, each a section of one key; they begin with the first frame, and after the last one the circuit is open.", required: true);

    /// <summary>The section.</summary>
    public static SectionRule<CellPlan> Section { get; } = new("cell",
        [Area, Capacity, Positive, Negative, Electrolyte, Initial, ContentRange, Ground, Sampling, Program], Build);

    private static CellPlan Build(SectionValues s)
    {
        var (discharged, charged) = s.Get(ContentRange);
        if (s.FindValue(Initial) is { } initial && !(initial <= discharged && initial >= charged))
            s.Refuse(Initial, string.Create(CultureInfo.InvariantCulture, $"{initial} is outside x-range, {discharged} to {charged}"));
        return new CellPlan
        {
            Area = s.FindValue(Area),
            Capacity = s.FindValue(Capacity),
            Positive = s.Find(Positive) ?? "",
            Negative = s.Find(Negative) ?? "",
            Electrolyte = s.Find(Electrolyte) ?? "",
            InitialContent = s.FindValue(Initial),
            ContentDischarged = discharged,
            ContentCharged = charged,
            Ground = s.Get(Ground),
            Sampling = s.Get(Sampling),
            Program = Resolve(s),
        };
    }

    private static List<CellProgramItem> Resolve(SectionValues s)
    {
        var items = new List<CellProgramItem>();
        var number = 1;
        foreach (var (written, index) in s.Get(Program).Select((item, index) => (item, index)))
        {
            var steps = new List<CellStep>();
            foreach (var (step, place) in written.Steps.Select((step, place) => (step, place)))
            {
                var path = written.Times is null ? $"program[{index}]" : $"program[{index}].repeat.steps[{place}]";
                CellStep[] resolved = [.. step.Resolve(number, $"cell.{path}", s.FindValue(Capacity), (field, message) => s.RefuseBelow(field["cell.".Length..], message))];
                number += resolved.Length;
                steps.AddRange(resolved);
            }

            items.AddRange(written.Times is { } times ? [new CellRepeat(times, steps)] : steps);
        }

        return items;
    }
}
