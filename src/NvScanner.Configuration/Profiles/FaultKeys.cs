using NvScanner.Abstractions.Instruments;
using NvScanner.Configuration.Rules;

namespace NvScanner.Configuration.Profiles;

/// <summary>Keys of one entry of the profile's `faults`.</summary>
internal static class FaultKeys
{
    private const double LongestSeconds = 30 * 86400;
    private const int Most = 100;

    private static readonly Key<FaultKind> Kind = new("kind", new WordRule<FaultKind>([.. FaultKinds.All.Select(kind => (kind.Name, kind))]),
        "What happens; all kinds are listed in [faults.md](faults.md).", required: true);

    private static readonly Key<TimeSpan> At = new("at", Values.Time(0, LongestSeconds), "When it strikes, on the rig's clock, which starts when the rig is connected.");
    private static readonly Key<TimeSpan> Every = new("every", Values.Time(1, LongestSeconds), "Mean interval when it strikes at random; the seed of the simulation decides when. Write either `at` or `every`.");
    private static readonly Key<TimeSpan> For = new("for", Values.Time(1e-6, LongestSeconds), "How long it lasts; left out, the kind decides.");
    private static readonly Key<double> Severity = new("severity", new NumberRule(new Bounds(AtLeast: 0, AtMost: 1e12)), "How bad it is, in the unit of its kind; left out, the kind decides.");

    /// <summary>The list of faults.</summary>
    public static Key<IReadOnlyList<FaultSpec>> Faults { get; } = new("faults",
        new ListRule<FaultSpec>(new SectionRule<FaultSpec>("faults", [Kind, At, Every, For, Severity], Build), 0, Most),
        "Faults of the simulated instruments, once or at random.", "[]");

    /// <summary>Refuses faults that nothing in the profile can have.</summary>
    public static void Check(SectionValues s, RigProfile profile)
    {
        if (profile.Faults.Count > 0 && profile.Simulation is null)
            s.Refuse(Faults, "cannot be ordered here: only simulated instruments have faults on command");
        foreach (var fault in profile.Faults.Where(fault => profile.Simulation is not null && profile.Find(fault.Kind.Role) is null))
            s.Refuse(Faults, $"'{fault.Kind.Name}' needs an instrument of role {fault.Kind.Role}, and the profile has none");
    }

    private static FaultSpec? Build(SectionValues s)
    {
        if (s.Has(At) == s.Has(Every))
        {
            s.Refuse(s.Has(At) ? Every : At, s.Has(At) ? "is written beside at: a fault strikes once or at random" : "or every is missing: say when it strikes, for example at: 10 min, or every: 2 h");
            return null;
        }

        var kind = s.Get(Kind);
        if (s.Has(Severity) && kind.DefaultSeverity is null)
            s.Refuse(Severity, $"has no meaning for {kind.Name}");
        return new FaultSpec { Kind = kind, At = s.FindValue(At), Every = s.FindValue(Every), For = s.FindValue(For), Severity = s.FindValue(Severity) };
    }
}
