using System.Globalization;
using System.Text;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Configuration.Reference;

/// <summary>Writes the reference page of the faults in Markdown.</summary>
internal static class FaultsPage
{
    private const string Introduction = """
        # Faults of the simulated instruments

        <!-- Written by NvScanner.Configuration from the program's own list of kinds; a test compares. -->

        A profile of a simulated rig may order faults, to rehearse what the program and its operator do about them:

        ```yaml
        faults:
          - { kind: counter-hang, at: 3 h }                      # once, three hours after the rig was connected
          - { kind: laser-power-sag, at: 10 min, for: 30 s, severity: 0.5 }
          - { kind: microwave-slow, every: 2 h }                 # at random, every two hours on the average
        ```

        `at` and `every` count on the rig's clock. Random times follow from the seed of the simulation, the kind and the interval alone: the same profile gives the same
        faults, whatever the run does. What the program makes of each kind is in [the simulated rig](../explanation/simulated-rig.md#faults).

        ## Of every instrument's line

        Write the role before the name: `stage-hang`, `bias-field-slow`. Roles:
        """;

    /// <summary>The page.</summary>
    public static string Write()
    {
        var page = new StringBuilder(Introduction).Append(' ').AppendJoin(", ", InstrumentRoles.Interfaces.Keys.Select(role => $"`{role}`")).Append(".\n\n");
        var anyRole = InstrumentRoles.Stage;
        AppendTable(page, FaultKinds.All.Take(5), kind => "*role*" + kind.Name[anyRole.Length..]);
        page.Append("\n## Of single instruments\n\n");
        AppendTable(page, FaultKinds.All.Skip(5 * InstrumentRoles.Interfaces.Count), kind => $"`{kind.Name}`");
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static void AppendTable(StringBuilder page, IEnumerable<FaultKind> kinds, Func<FaultKind, string> name)
    {
        page.Append("| kind | what happens | lasts | severity |\n|---|---|---|---|\n");
        foreach (var kind in kinds)
            page.Append("| ").Append(name(kind)).Append(" | ").Append(kind.Effect).Append(" | ").Append(Lasts(kind)).Append(" | ").Append(Severity(kind)).Append(" |\n");
    }

    private static string Lasts(FaultKind kind) => kind.DefaultDuration is { } duration ? Quantity.Format(new Duration(duration.TotalSeconds)) : kind.Ends;

    private static string Severity(FaultKind kind) => kind.DefaultSeverity is { } severity
        ? string.Create(CultureInfo.InvariantCulture, $"{severity:G4} {kind.SeverityMeaning}")
        : "";
}
