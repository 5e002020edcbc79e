namespace NvScanner.Cli.Running;

/// <summary>Sends each --set to the document that has its key: sections of the rig to the profile, all else to the plan.</summary>
internal static class SettingRouting
{
    private static readonly string[] ProfileSections = ["instruments", "simulation", "tip", "microwave-chain", "moves", "safety", "faults", "leads"];

    /// <summary>Splits the settings of a command line by document, in their order.</summary>
    public static (string[] Plan, string[] Profile) Split(IReadOnlyList<string> settings)
    {
        var byDocument = settings.ToLookup(IsOfProfile);
        return (byDocument[false].ToArray(), byDocument[true].ToArray());
    }

    private static bool IsOfProfile(string setting)
    {
        var end = setting.AsSpan().IndexOfAny('.', '=', '[');
        return ProfileSections.Contains((end < 0 ? setting : setting[..end]).Trim(), StringComparer.Ordinal);
    }
}
