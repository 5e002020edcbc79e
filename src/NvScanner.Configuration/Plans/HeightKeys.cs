using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;
using NvScanner.Configuration.Rules;

namespace NvScanner.Configuration.Plans;

/// <summary>Keys of the plan's section `scan.height`.</summary>
internal static class HeightKeys
{
    private static readonly Key<HeightMode> Mode = new("mode",
        new WordRule<HeightMode>([("contact", HeightMode.Contact), ("lift", HeightMode.Lift), ("constant-height", HeightMode.ConstantHeight)]),
        "Feedback in contact, feedback with the tip lifted, or feedback off.", required: true);

    private static readonly Key<Length> Distance = new("distance", Values.Of<Length>(atLeast: 0, atMost: 1e-3),
        "Lift above contact (needed for lift), or height above the surface where the tip came down (constant-height; the tip rides on what is higher).", "0 nm");

    private static readonly SectionRule<HeightPlan> Section = new("scan.height", [Mode, Distance], Build,
        [new("standoff", "a height given as stand-off is", "write { mode: lift, distance: ... } with the stand-off less the tip's stand-off at contact")]);

    /// <summary>The word "contact" or the section.</summary>
    public static ValueRule<HeightPlan> Rule { get; } = new ShapeRule<HeightPlan>(
        single: new WordRule<HeightPlan>([("contact", HeightPlan.Contact)]), section: Section);

    private static HeightPlan Build(SectionValues s)
    {
        var (mode, distance) = (s.Get(Mode), s.Get(Distance));
        if (mode == HeightMode.Contact && s.Has(Distance))
            s.Refuse(Distance, "has no meaning in contact: leave it out, or write mode: lift");
        if (mode == HeightMode.Lift && distance.Metres <= 0)
            s.Refuse(Distance, "must be above 0 nm with mode: lift");
        return new HeightPlan(mode, distance);
    }
}
