using System.Globalization;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;
using NvScanner.Configuration.Rules;

namespace NvScanner.Configuration.Plans;

/// <summary>Keys of the plan's section `protocol`.</summary>
internal static class ProtocolKeys
{
    private const int MostPoints = 100_000;
    private const double HighestHz = 100e9;

    private static readonly Key<string> Kind = new("kind",
        Values.Word(["cw-odmr"], ["two-point", "tracking", "adaptive", "pulsed-odmr", "rabi", "ramsey", "hahn-echo", "xy8", "t1", "pl"]),
        "What is measured at every pixel.", required: true);

    private static readonly Key<MeasuredLines> Lines = new("lines",
        new WordRule<MeasuredLines>([("both", MeasuredLines.Both), ("lower", MeasuredLines.Lower), ("upper", MeasuredLines.Upper)]),
        "Transitions that are measured; from a single one the field follows with the tip's calibrated zero-field splitting, whose error is stored as systematic.", "both");

    private static readonly Key<IReadOnlyList<FrequencyWindow>> Frequencies = new("frequencies", FrequencyWindowKeys.Rule,
        "Swept window, or a list of windows, ascending and apart.", required: true);

    private static readonly Key<TimeSpan> Dwell = new("dwell", Values.Time(1e-6, 100), "Counting time of one frequency in one sweep.", required: true);

    private static readonly Key<int> Repeats = new("repeats", new IntegerRule(1, 1_000_000),
        "Sweeps per pixel; with `stop` the least, and more follow until the rule is met.", "1");

    private static readonly Key<StopRule> Stop = new("stop", StopKeys.Section, "When a pixel is good enough.");

    private static readonly Key<string> Fit = new("fit", FitKeys.Section, "How the spectrum is evaluated.", "{ model: auto }");

    private static readonly Key<SweepTiming> Timing = new("timing",
        new WordRule<SweepTiming>([("auto", SweepTiming.Auto), ("hardware", SweepTiming.Hardware), ("software", SweepTiming.Software)]),
        "Who steps the frequency: a list in the source stepped by the counter's triggers, one command per point, or the first where the rig can.", "auto");

    /// <summary>The section.</summary>
    public static SectionRule<ProtocolPlan> Section { get; } = new("protocol",
        [Kind, Lines, Frequencies, Dwell, Repeats, Stop, Fit, Timing], Build);

    private static ProtocolPlan Build(SectionValues s)
    {
        var plan = new ProtocolPlan
        {
            Kind = s.Get(Kind),
            Lines = s.Get(Lines),
            Windows = s.Get(Frequencies),
            Dwell = s.Get(Dwell),
            Repeats = s.Get(Repeats),
            Stop = s.Find(Stop),
            FitModel = s.Get(Fit),
            Timing = s.Get(Timing),
        };
        var points = plan.Windows.Sum(w => (long)w.Points);
        if (points > MostPoints)
            s.Refuse(Frequencies, $"has {points.ToString(CultureInfo.InvariantCulture)} points in all windows: allowed at most {MostPoints.ToString(CultureInfo.InvariantCulture)}");
        var leastSeconds = points * plan.Dwell.TotalSeconds * plan.Repeats;
        if (plan.Stop is { } stop && stop.MaxTime.TotalSeconds < leastSeconds * (1 - 1e-9))
            s.Refuse(Stop, $"max-time {Quantity.Format(new Duration(stop.MaxTime.TotalSeconds))} is shorter than the least a pixel takes: {points} points x {Quantity.Format(new Duration(plan.Dwell.TotalSeconds))} x {plan.Repeats} repeats = {Quantity.Format(new Duration(leastSeconds))}");
        return plan;
    }

    /// <summary>One swept window.</summary>
    private static class FrequencyWindowKeys
    {
        private static readonly Key<Frequency> From = new("from", Values.Of<Frequency>(above: 0, atMost: HighestHz), "First frequency.", required: true);
        private static readonly Key<Frequency> To = new("to", Values.Of<Frequency>(above: 0, atMost: HighestHz), "Last frequency, above the first.", required: true);
        private static readonly Key<int> Points = new("points", new IntegerRule(2, MostPoints), "Number of equidistant frequencies, both ends included.", required: true);

        private static readonly SectionRule<FrequencyWindow> Section = new("protocol.frequencies", [From, To, Points], s =>
        {
            var (from, to) = (s.Get(From), s.Get(To));
            if (from.Hertz >= to.Hertz)
                s.Refuse(To, $"must be above from: {Quantity.Format(to)} is not above {Quantity.Format(from)}");
            return new FrequencyWindow(from.Hertz, to.Hertz, s.Get(Points));
        });

        /// <summary>A window or a list of windows.</summary>
        public static ValueRule<IReadOnlyList<FrequencyWindow>> Rule { get; } = new ShapeRule<IReadOnlyList<FrequencyWindow>>(
            list: new ListRule<FrequencyWindow>(Section, 1, 16, NotAfter),
            section: new MappedRule<FrequencyWindow, IReadOnlyList<FrequencyWindow>>(Section, w => [w]));

        private static string? NotAfter(IReadOnlyList<FrequencyWindow> before, FrequencyWindow window) =>
            before.Count > 0 && window.FromHz <= before[^1].ToHz
                ? $"begins at {Quantity.Format(new Frequency(window.FromHz), 9)}, not above {Quantity.Format(new Frequency(before[^1].ToHz), 9)} where the window before it ends: windows must ascend and not overlap"
                : null;
    }

    /// <summary>The stop rule.</summary>
    private static class StopKeys
    {
        private static readonly Key<MagneticField> SigmaB = new("sigma-b", Values.Of<MagneticField>(above: 0, atMost: 1),
            "Random error (one standard deviation) of the field along the NV axis to be reached.", required: true);

        private static readonly Key<TimeSpan> MaxTime = new("max-time", Values.Time(1e-6, 86400), "Longest photon-collecting time of a pixel.", required: true);

        public static SectionRule<StopRule> Section { get; } = new("protocol.stop", [SigmaB, MaxTime], s => new StopRule(s.Get(SigmaB), s.Get(MaxTime)));
    }

    /// <summary>The evaluation.</summary>
    private static class FitKeys
    {
        private static readonly Key<string> Model = new("model",
            Values.Word(FitModelNames.All.Where(n => !n.StartsWith("lorentzian-derivative", StringComparison.Ordinal)), [.. FitModelNames.All.Where(n => n.StartsWith("lorentzian-derivative", StringComparison.Ordinal))]),
            "Model of the spectrum: auto, or lorentzian1 to 8, gaussian1 to 8, voigt1, voigt2, n14-triplet1, n14-triplet2, n15-doublet1, n15-doublet2.", FitModelNames.Auto);

        public static SectionRule<string> Section { get; } = new("protocol.fit", [Model], s => s.Get(Model));
    }
}
