using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Configuration.Rules;

namespace NvScanner.Configuration.Profiles;

/// <summary>Keys of one entry of the profile's `leads`.</summary>
internal static class LeadKeys
{
    private const double FarthestMetres = 100;
    private const int Most = 64;

    private static readonly Key<Vector3> From = new("from", Place(), "End at which a charging current enters the piece.", required: true);
    private static readonly Key<Vector3> To = new("to", Place(), "End at which it leaves.", required: true);

    /// <summary>The list of pieces.</summary>
    public static Key<IReadOnlyList<Lead>> Leads { get; } = new("leads",
        new ListRule<Lead>(new SectionRule<Lead>("leads", [From, To], Build), 0, Most),
        "Straight pieces of the wires that carry the cell's current, in the sample frame; the field of their current is smooth over the map.", "[]");

    private static ValueRule<Vector3> Place() => new MappedRule<IReadOnlyList<Length>, Vector3>(
        new ListRule<Length>(Values.Of<Length>(atLeast: -FarthestMetres, atMost: FarthestMetres), 3, 3), place => new Vector3(place[0].Metres, place[1].Metres, place[2].Metres));

    private static Lead? Build(SectionValues s)
    {
        var lead = new Lead(s.Get(From), s.Get(To));
        if (lead.FromMetres == lead.ToMetres)
            s.Refuse(To, "is where the piece begins: a lead has a length");
        return lead;
    }
}
