namespace NvScanner.Fitting.Engine;

/// <summary>How finely a matched filter covers widths and centres.</summary>
/// <param name="NarrowestSteps">The narrowest template, in steps of the grid.</param>
/// <param name="WidestOfWindow">The widest, as a fraction of the widest window; multiplets go to three times their spacing.</param>
/// <param name="WidthRatio">From one width to the next.</param>
/// <param name="CentreSpacing">From one centre to the next, in widths.</param>
internal sealed record TemplateBank(double NarrowestSteps, double WidestOfWindow, double WidthRatio, double CentreSpacing)
{
    /// <summary>Finds whatever stands out.</summary>
    public static readonly TemplateBank Fine = new(1.5, 0.5, 1.6, 0.33);

    /// <summary>A third of the work: good enough for lines that stand out well.</summary>
    public static readonly TemplateBank Coarse = new(2, 0.125, 2, 0.5);
}
