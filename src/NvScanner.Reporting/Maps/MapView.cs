using NvScanner.Reporting.Colours;

namespace NvScanner.Reporting.Maps;

/// <summary>How a map is coloured.</summary>
/// <param name="Colours">Colour map.</param>
/// <param name="Limits">Values of its two ends.</param>
public sealed record MapView(ColourMap Colours, ColourLimits Limits)
{
    /// <summary>The default view: diverging and symmetric for signed maps, sequential over the range for others.</summary>
    public static MapView Of(FieldMap map) => map.Style switch
    {
        MapStyle.Signed => new(ColourMaps.Tide, ColourLimits.Symmetric(map.Values, map.Centre)),
        MapStyle.Error => new(ColourMaps.Ember, ColourLimits.Of(map.Values)),
        MapStyle.Height => new(ColourMaps.Copper, ColourLimits.Of(map.Values)),
        _ => new(ColourMaps.Dusk, ColourLimits.Of(map.Values)),
    };

    /// <summary>Number of values below and above the limits.</summary>
    public (int Below, int Above) Clipped(FieldMap map) =>
        (map.Values.Count(v => Limits.Fraction(v) < -1e-12), map.Values.Count(v => Limits.Fraction(v) > 1 + 1e-12));
}
