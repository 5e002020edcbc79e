namespace NvScanner.Configuration.Documents;

/// <summary>Where a node stands; line and column count from 1, and are 0 for settings of the command line.</summary>
internal readonly record struct Location(string File, int Line, int Column)
{
    /// <summary>The file name that stands for a setting of the command line.</summary>
    public const string SettingsFile = "--set";

    /// <summary>Place of everything that comes from the command line.</summary>
    public static Location Setting { get; } = new(SettingsFile, 0, 0);
}
