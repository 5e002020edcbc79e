namespace NvScanner.Reporting.Maps;

/// <summary>How the maps of a run are named, coloured and shown to people.</summary>
public static class MapNames
{
    /// <summary>Suffix of the standard deviations of a map.</summary>
    public const string Errors = "_errors";

    /// <summary>Prefix of the maps of /entry/truth.</summary>
    public const string Truth = "truth_";

    /// <summary>Sample heights.</summary>
    public const string Topography = "topography";

    /// <summary>Reason codes.</summary>
    public const string Reason = "reason";

    /// <summary>Fitted minus true field of a simulated run.</summary>
    public const string Residual = "residual_B_parallel";

    private static readonly Dictionary<string, (string LongName, MapStyle Style)> Known = new(StringComparer.Ordinal)
    {
        ["B_stray"] = ("Stray field along the NV axis", MapStyle.Signed),
        ["B_parallel"] = ("Field along the NV axis", MapStyle.Signed),
        ["zero_field_splitting"] = ("Zero-field splitting", MapStyle.Signed),
        ["f_lower"] = ("Frequency of the lower line", MapStyle.Magnitude),
        ["f_upper"] = ("Frequency of the upper line", MapStyle.Magnitude),
        ["contrast"] = ("Contrast", MapStyle.Magnitude),
        ["linewidth"] = ("Linewidth (FWHM)", MapStyle.Magnitude),
        ["photon_rate"] = ("Photon rate off resonance", MapStyle.Magnitude),
        ["chi2_reduced"] = ("Reduced chi-square", MapStyle.Error),
        [Topography] = ("Topography", MapStyle.Height),
        [Reason] = ("What is wrong with each pixel", MapStyle.Reasons),
        [Residual] = ("Fitted minus true field", MapStyle.Signed),
        ["truth_B_parallel"] = ("True field along the NV axis", MapStyle.Signed),
        ["truth_D"] = ("True zero-field splitting", MapStyle.Signed),
        ["truth_temperature"] = ("True temperature of the tip", MapStyle.Magnitude),
        ["truth_lithium_content"] = ("True lithium content x", MapStyle.Magnitude),
    };

    /// <summary>Long name and style of a map; an unknown one is a magnitude named by <paramref name="label"/>, the label in the file.</summary>
    public static (string LongName, MapStyle Style) Describe(string name, string label)
    {
        if (Known.TryGetValue(name, out var known))
            return known;
        return name.EndsWith(Errors, StringComparison.Ordinal)
            ? ("Error (1 σ): " + LowerFirst(Describe(name[..^Errors.Length], label).LongName), MapStyle.Error)
            : (WithoutUnit(label), MapStyle.Magnitude);
    }

    private static string LowerFirst(string text) => char.ToLowerInvariant(text[0]) + text[1..];

    private static string WithoutUnit(string label)
    {
        var bracket = label.LastIndexOf(" (", StringComparison.Ordinal);
        var name = bracket > 0 && label.EndsWith(')') ? label[..bracket] : label;
        return name.Length == 0 ? label : char.ToUpperInvariant(name[0]) + name[1..];
    }
}
