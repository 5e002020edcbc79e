namespace NvScanner.Reporting.Drawing;

/// <summary>What a line or text of a figure is for; the page's theme or the picture's palette decides its colour.</summary>
public enum Ink
{
    /// <summary>Text and titles.</summary>
    Text,

    /// <summary>Tick labels and notes.</summary>
    Muted,

    /// <summary>Axes and frames.</summary>
    Axis,

    /// <summary>Grid lines.</summary>
    Grid,

    /// <summary>Measured points and bars.</summary>
    Data,

    /// <summary>Error bars.</summary>
    Uncertainty,

    /// <summary>Fitted curves.</summary>
    Fit,

    /// <summary>Expected curves and marks.</summary>
    Expected,

    /// <summary>A band behind a curve.</summary>
    Band,

    /// <summary>The light plate below a scale bar, the same in every theme.</summary>
    Plate,

    /// <summary>The bar on that plate, the same in every theme.</summary>
    OnPlate,
}
