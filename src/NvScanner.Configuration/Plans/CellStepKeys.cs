using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Configuration.Rules;

namespace NvScanner.Configuration.Plans;

/// <summary>Keys of the items of `cell.program`: each item has exactly one of them.</summary>
internal static class CellStepKeys
{
    private const double LongestSeconds = 30 * 86400;
    private static readonly QuantityRule<Voltage> Volts = Values.Of<Voltage>(atLeast: -100, atMost: 100);

    private static readonly Key<TimeSpan> RestTime = new("time", Values.Time(1e-3, LongestSeconds), "How long the circuit stays open.", required: true);

    private static readonly Key<WrittenStep> Rest = new("rest",
        new SectionRule<WrittenStep>("cell.program.rest", [RestTime], s => new WrittenStep("rest", null, null, new WrittenEnd(s.Get(RestTime), null, null, null))),
        "Open circuit.");

    private static readonly Key<WrittenCurrent> Rate = new("rate", new CurrentRule(rates: true, amounts: false),
        "Current as a C-rate: 1C is cell.capacity in one hour; a negative rate discharges. This or `current`.");

    private static readonly Key<WrittenCurrent> Current = new("current", new CurrentRule(rates: false, amounts: true),
        "Current; a positive current charges. This or `rate`.");

    private static readonly Key<Voltage> HeldVoltage = new("voltage", Volts, "Voltage that is held: phi(positive) - phi(negative).", required: true);

    private static readonly Key<TimeSpan> EndTime = new("time", Values.Time(1e-3, LongestSeconds), "Time since the step's begin.");
    private static readonly Key<Voltage> EndVoltage = new("voltage", Volts, "Voltage that is reached, from below while charging, from above while discharging.");
    private static readonly Key<WrittenCurrent> EndCurrent = new("current", new CurrentRule(rates: true, amounts: true), "Magnitude of the current that is no longer exceeded.");
    private static readonly Key<Charge> EndCharge = new("charge", Values.Of<Charge>(above: 0, atMost: 1e9), "Magnitude of the charge that has flowed since the step's begin.");

    private static readonly Key<WrittenEnd> CurrentUntil = UntilKey("cell.program.cc.until", [EndTime, EndVoltage, EndCharge]);
    private static readonly Key<WrittenEnd> VoltageUntil = UntilKey("cell.program.cv.until", [EndTime, EndCurrent, EndCharge]);

    private static readonly Key<Current> Amplitude = new("amplitude", Values.Of<Current>(above: 0, atMost: 10), "Peak amplitude of the sine.", required: true);
    private static readonly Key<Frequency> SineFrequency = new("frequency", Values.Of<Frequency>(above: 0, atMost: 1e7), "Frequency of the sine.", required: true);

    private static readonly Key<CellModulation> Ac = new("ac",
        new SectionRule<CellModulation>("cell.program.cc.ac", [Amplitude, SineFrequency], s => new CellModulation(s.Get(Amplitude), s.Get(SineFrequency))),
        "A sine that is added to the current, amplitude cos(2 pi f t) from the step's begin; a current of 0 A with it keeps the circuit closed. The potentiostat must be able to.");

    private static readonly Key<WrittenStep> ConstantCurrent = new("cc",
        new SectionRule<WrittenStep>("cell.program.cc", [Rate, Current, Ac, CurrentUntil], s =>
            new WrittenStep("cc", CurrentOf(s, mayBeZero: s.Has(Ac)), null, s.Get(CurrentUntil)) { Modulation = s.Find(Ac) }),
        "Constant current.");

    private static readonly Key<WrittenStep> ConstantVoltage = new("cv",
        new SectionRule<WrittenStep>("cell.program.cv", [HeldVoltage, VoltageUntil], s =>
            new WrittenStep("cv", null, s.Get(HeldVoltage), s.Get(VoltageUntil))),
        "Constant voltage.");

    private static readonly Key<WrittenStep> CurrentThenVoltage = new("cccv",
        new SectionRule<WrittenStep>("cell.program.cccv", [Rate, Current, HeldVoltage, VoltageUntil], s =>
            new WrittenStep("cccv", CurrentOf(s), s.Get(HeldVoltage), s.Get(VoltageUntil))),
        "Constant current until the voltage is reached, which is then held until the end: two steps.");

    private static readonly Key[] Steps = [Rest, ConstantCurrent, ConstantVoltage, CurrentThenVoltage];

    private static readonly Key<int> Times = new("times", new IntegerRule(1, 100_000), "Number of cycles.", required: true);

    private static readonly Key<IReadOnlyList<WrittenStep>> RepeatedSteps = new("steps",
        new ListRule<WrittenStep>(new SectionRule<WrittenStep>("cell.program.repeat.steps", Steps, StepOf), 1, 100),
        "Steps of one cycle, written as in `cell.program`; no repeat within a repeat.", required: true);

    private static readonly Key<WrittenItem> Repeat = new("repeat",
        new SectionRule<WrittenItem>("cell.program.repeat", [Times, RepeatedSteps], s => new WrittenItem(s.Get(Times), s.Get(RepeatedSteps))),
        "Steps that are gone through several times.");

    /// <summary>One item of the programme.</summary>
    public static SectionRule<WrittenItem> Section { get; } = new("cell.program", [.. Steps, Repeat], s =>
        !HasOne(s, [.. Steps, Repeat]) ? null
        : s.Has(Repeat) ? s.Find(Repeat)
        : new WrittenItem(null, [Written(s)]));

    private static WrittenStep? StepOf(SectionValues s) => HasOne(s, Steps) ? Written(s) : null;

    private static WrittenStep Written(SectionValues s) => s.Find(Rest) ?? s.Find(ConstantCurrent) ?? s.Find(ConstantVoltage) ?? s.Get(CurrentThenVoltage);

    private static bool HasOne(SectionValues s, IReadOnlyList<Key> keys)
    {
        if (keys.Count(s.Has) == 1)
            return true;
        s.Refuse($"must have exactly one of {string.Join(", ", keys.Select(k => k.Name))}: begin every step with its own dash");
        return false;
    }

    private static WrittenCurrent? CurrentOf(SectionValues s, bool mayBeZero = false)
    {
        if (s.Has(Rate) == s.Has(Current))
        {
            if (s.Has(Rate))
                s.Refuse(Current, "contradicts rate: write one of the two");
            else
                s.Refuse(Rate, "is missing: write rate or current");
        }

        var written = s.Find(Rate) ?? s.Find(Current);
        if (written is { IsZero: true } && !mayBeZero)
            s.Refuse(written.Rate is null ? Current : Rate, "is zero: write a rest, which opens the circuit");
        return written;
    }

    private static Key<WrittenEnd> UntilKey(string title, IReadOnlyList<Key> keys) => new("until",
        new SectionRule<WrittenEnd>(title, keys, s =>
        {
            if (!keys.Any(s.Has))
                s.Refuse($"names no end: write at least one of {string.Join(", ", keys.Select(k => k.Name))}");
            if (s.Find(EndCurrent) is { IsPositive: false })
                s.Refuse(EndCurrent, "is a magnitude: write it above zero, also where the current is negative");
            return new WrittenEnd(s.FindValue(EndTime), s.FindValue(EndVoltage), s.Find(EndCurrent), s.FindValue(EndCharge));
        }),
        "What ends the step; of several conditions the one that comes first.", required: true);
}
