using NvScanner.Configuration.Plans;
using NvScanner.Configuration.Profiles;
using NvScanner.Configuration.Reference;
using NvScanner.Configuration.Rules;

namespace NvScanner.Configuration;

/// <summary>The formats described by the program itself: JSON schemas and reference pages, written from the same keys that read the files.</summary>
public static class ConfigurationReference
{
    private const string Conventions =
        "Every quantity carries its unit: `4 um`, `2.87 GHz`, `-8 dBm`. The prefixes f p n u m k M G T stand before units that take them; " +
        "angles are in `deg`, lists are written `[a, b]`. Unknown keys, keys written twice, anchors, aliases and tags are refused, and every problem is listed at once with its line.";

    private const string PlanIntroduction =
        "A plan says what is scanned and how. " + Conventions + "\n\n" +
        "`--set path=value` changes or adds a key: `--set 'scan.pixels=[8, 8]' --set 'protocol.dwell=2 ms'`. " +
        "Shipped plans: [hardware-profiles/plans](../../hardware-profiles/plans); for editors: [plan.schema.json](../../hardware-profiles/schemas/plan.schema.json). " +
        "Whether a plan can be done at all (lines inside the windows, the stop rule within its time, the field of view within the stage) is checked against the profile before a run.";

    private const string ProfileIntroduction =
        "A profile says which instruments make up a rig, and holds its calibrated facts. " + Conventions + "\n\n" +
        "Options belong to the drivers: `nvscanner profile drivers NAME` lists them with their defaults. " +
        "In options `${NAME}` stands for an environment variable; run files keep the name, never the value. " +
        "An instrument goes by its role in paths: `instruments.stage.options.settling`. " +
        "Shipped profiles: [hardware-profiles](../../hardware-profiles); for editors: [profile.schema.json](../../hardware-profiles/schemas/profile.schema.json).";

    private static SectionRule Plan => PlanKeys.Root.Sections.Single();

    private static SectionRule Profile => new ProfileKeys([], _ => null).Root.Sections.Single();

    /// <summary>JSON schema of plans, hardware-profiles/schemas/plan.schema.json.</summary>
    public static string PlanSchema() => SchemaDocument.Write("NvScanner plan", Plan);

    /// <summary>JSON schema of profiles, hardware-profiles/schemas/profile.schema.json.</summary>
    public static string ProfileSchema() => SchemaDocument.Write("NvScanner profile", Profile);

    /// <summary>Reference page of plans, docs/reference/plan.md.</summary>
    public static string PlanPage() => ReferencePage.Write("Keys of a plan", PlanIntroduction, Plan);

    /// <summary>Reference page of profiles, docs/reference/profile.md.</summary>
    public static string ProfilePage() => ReferencePage.Write("Keys of a profile", ProfileIntroduction, Profile);

    /// <summary>Reference page of the faults of simulated instruments, docs/reference/faults.md.</summary>
    public static string FaultsPage() => Reference.FaultsPage.Write();
}
