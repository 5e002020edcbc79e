namespace NvScanner.Reporting.Colours;

/// <summary>The maps that NvScanner draws with; all are ours, safe for colour-blind eyes and readable in grey.</summary>
public static class ColourMaps
{
    /// <summary>Sequential, deep violet over blue and green to yellow: magnitudes.</summary>
    public static ColourMap Dusk { get; } = ColourMap.Sequential("dusk",
        OkLab.FromPolar(0.27, 0.09, 288), OkLab.FromPolar(0.40, 0.11, 272), OkLab.FromPolar(0.54, 0.095, 240),
        OkLab.FromPolar(0.67, 0.105, 185), OkLab.FromPolar(0.81, 0.15, 138), OkLab.FromPolar(0.95, 0.17, 108));

    /// <summary>Sequential, aubergine over red and orange to cream: errors and other things that had better be small.</summary>
    public static ColourMap Ember { get; } = ColourMap.Sequential("ember",
        OkLab.FromPolar(0.25, 0.07, 300), OkLab.FromPolar(0.39, 0.13, 325), OkLab.FromPolar(0.53, 0.165, 368),
        OkLab.FromPolar(0.66, 0.165, 396), OkLab.FromPolar(0.80, 0.135, 428), OkLab.FromPolar(0.95, 0.08, 460));

    /// <summary>Sequential, dark brown over gold to cream: topography, as microscopists are used to.</summary>
    public static ColourMap Copper { get; } = ColourMap.Sequential("copper",
        OkLab.FromPolar(0.24, 0.035, 40), OkLab.FromPolar(0.43, 0.085, 48), OkLab.FromPolar(0.62, 0.11, 62),
        OkLab.FromPolar(0.80, 0.10, 80), OkLab.FromPolar(0.97, 0.03, 100));

    /// <summary>Diverging, navy over white to maroon: signed fields.</summary>
    public static ColourMap Tide { get; } = ColourMap.Diverging("tide",
        OkLab.FromPolar(0.30, 0.11, 264), OkLab.FromPolar(0.44, 0.14, 258), OkLab.FromPolar(0.60, 0.125, 250), OkLab.FromPolar(0.78, 0.08, 242),
        OkLab.FromPolar(0.965, 0, 0),
        OkLab.FromPolar(0.78, 0.08, 52), OkLab.FromPolar(0.60, 0.125, 40), OkLab.FromPolar(0.44, 0.14, 30), OkLab.FromPolar(0.30, 0.11, 22));

    /// <summary>Every map.</summary>
    public static IReadOnlyList<ColourMap> All { get; } = [Dusk, Ember, Copper, Tide];
}
